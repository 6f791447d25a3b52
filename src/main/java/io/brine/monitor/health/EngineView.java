package io.brine.monitor.health;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Copies of what the engine knows, taken while it stands still. */
final class EngineView implements HealthBook {
    private final HealthEngine engine;
    private final Teller teller;
    private final LongSupplier clock;

    EngineView(HealthEngine engine, Teller teller, LongSupplier clock) {
        this.engine = engine;
        this.teller = teller;
        this.clock = clock;
    }

    @Override
    public List<MinionView> minions() {
        synchronized (engine) {
            long now = clock.getAsLong();
            return engine.minions().stream().map(one -> view(one, now)).toList();
        }
    }

    private MinionView view(Watched minion, long now) {
        HealthState state = minion.state();
        boolean wants = state.phase() == HealthPhase.DOWN && state.cls() == DownClass.PROCESS;
        return new MinionView(
                minion.id(),
                HealthWord.of(state, engine.isIll(), now),
                state.phase(),
                state.cls(),
                minion.site(),
                state.since(),
                engine.reason(minion, now),
                minion.usualMillis(),
                state.heard(),
                minion.isLinked(),
                minion.kind(),
                wants ? engine.gates().shut(minion.site()).orElse("") : "",
                engine.incidents().numberOf(minion.id()));
    }

    @Override
    public Optional<MinionStory> minion(String id) {
        synchronized (engine) {
            return Optional.ofNullable(engine.minion(id)).map(one -> {
                List<long[]> pings = one.pings().stream()
                        .map(ping -> new long[] {ping.at(), ping.millis()})
                        .toList();
                List<ChangeView> changes = one.changes().stream()
                        .map(change -> new ChangeView(change.at(), change.from(), change.to(), change.reason()))
                        .toList();
                return new MinionStory(view(one, clock.getAsLong()), pings, changes);
            });
        }
    }

    @Override
    public Map<String, Map<HealthWord, Integer>> sites() {
        synchronized (engine) {
            long now = clock.getAsLong();
            Map<String, Map<HealthWord, Integer>> sites = new TreeMap<>();
            for (Watched minion : engine.minions()) {
                sites.computeIfAbsent(minion.site(), first -> new EnumMap<>(HealthWord.class))
                        .merge(HealthWord.of(minion.state(), engine.isIll(), now), 1, Integer::sum);
            }
            return sites;
        }
    }

    @Override
    public List<Breaker> breakers() {
        synchronized (engine) {
            return engine.gates().breakers();
        }
    }

    @Override
    public List<IncidentView> incidents() {
        synchronized (engine) {
            return engine.incidents().views();
        }
    }

    @Override
    public List<RepairView> repairs() {
        synchronized (engine) {
            return engine.desk().lines();
        }
    }

    @Override
    public RepairDeskView desk() {
        synchronized (engine) {
            Gates.Limits limits = engine.gates().limits();
            RepairDesk desk = engine.desk();
            return new RepairDeskView(
                    engine.config().repair().mode(),
                    desk.tokens(),
                    desk.underWay(),
                    limits.parallel(),
                    limits.perSecond(),
                    desk.queued());
        }
    }

    @Override
    public Map<String, Long> percentiles() {
        List<Long> times = new ArrayList<>();
        synchronized (engine) {
            engine.minions().stream()
                    .map(Watched::usualMillis)
                    .filter(millis -> millis >= 0)
                    .forEach(times::add);
        }
        times.sort(null);
        Map<String, Long> shares = new LinkedHashMap<>();
        if (!times.isEmpty()) {
            shares.put("p50", at(times, 0.50));
            shares.put("p90", at(times, 0.90));
            shares.put("p99", at(times, 0.99));
            shares.put("max", times.get(times.size() - 1));
        }
        return shares;
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    @Override
    public List<SilenceView> silences() {
        return teller.silences().entrySet().stream()
                .map(one -> new SilenceView(
                        one.getKey(), one.getValue().until(), one.getValue().who()))
                .toList();
    }
}
