package io.brine.monitor.health;

import io.brine.config.HealthConfig;
import java.util.ArrayList;
import java.util.List;

/** Who is asked next: first those in doubt, then those of whom nothing was heard for long; never more than so many a second. */
final class ProbePlan {
    /** A minion on probation has three times to answer within a minute. */
    private static final int PER_PROBATION = 3;
    /** One that is down is asked now and then, for it may hang and come round without a word. */
    private static final long DOWN_MILLIS = 60_000;
    /** One that is DEGRADED is not called so for longer than it is. */
    private static final long DEGRADED_MILLIS = 60_000;

    private final HealthConfig.Signals signals;
    private final TokenBucket tokens;

    ProbePlan(HealthConfig.Signals signals, long now) {
        this.signals = signals;
        this.tokens = new TokenBucket((int) Math.max(1, Math.ceil(signals.probesPerSecond())), now);
    }

    /** @param minions in an order that does not favour the same ones each time */
    List<Watched> due(Iterable<Watched> minions, long now) {
        tokens.fill(signals.probesPerSecond(), now);
        List<Watched> urgent = new ArrayList<>();
        List<Watched> quiet = new ArrayList<>();
        for (Watched minion : minions) {
            if (minion.isAsking()) {
                continue;
            }
            if (minion.state().phase() == HealthPhase.UP) {
                if (isQuiet(minion, now)) {
                    quiet.add(minion);
                }
            } else if (isUrgent(minion, now)) {
                urgent.add(minion);
            }
        }
        urgent.addAll(quiet);
        List<Watched> due = new ArrayList<>();
        for (Watched minion : urgent) {
            if (!tokens.take()) {
                break;
            }
            due.add(minion);
        }
        return due;
    }

    private boolean isQuiet(Watched minion, long now) {
        long heard = minion.state().heard();
        // The first round begins somewhere within the period, each minion at its own place.
        long last = minion.askedAt() == 0 ? minion.state().since() - minion.offset() : minion.askedAt();
        long every = minion.state().degraded().isEmpty()
                ? signals.deepEveryMillis()
                : Math.min(DEGRADED_MILLIS, signals.deepEveryMillis());
        return now - heard >= signals.quietMillis() && now - last >= every;
    }

    private boolean isUrgent(Watched minion, long now) {
        HealthState state = minion.state();
        long sinceAsked = now - minion.askedAt();
        return switch (state.phase()) {
            case SUSPECT ->
                minion.isLinked() && minion.askedAt() < state.since()
                        || now - state.since() >= signals.graceMillis() && state.unanswered() < signals.probes();
            case RECOVERING ->
                // it speaks before it listens
                (minion.isLinked() || now - state.since() >= signals.probeTimeoutMillis())
                        && (sinceAsked >= Math.max(1000, signals.recoverMillis() / PER_PROBATION - 1000)
                                || minion.askedAt() < state.since());
            case UNSEEN -> minion.isLinked() && sinceAsked >= signals.deepEveryMillis();
            case DOWN, FAILED, REPAIRING -> minion.isLinked() && sinceAsked >= DOWN_MILLIS;
            default -> false;
        };
    }
}
