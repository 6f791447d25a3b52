package io.brine.monitor;

import io.brine.channel.RequestRefusal;
import io.brine.master.MasterListener;
import io.brine.wire.MinionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What is asked on port 4506: how long it waits and takes by command, what is refused and why, who signs in. */
final class RequestMeters implements MasterListener, MetricSource {
    private static final String OTHER = "other";
    /** Commands with series of their own: a closed list, as peers may send any text. */
    private static final List<String> COMMANDS = List.of(
            "_auth",
            "_return",
            "_syndic_return",
            "_pillar",
            "_file_hash",
            "_file_find",
            "_file_list",
            "_serve_file",
            "_minion_event",
            "_mine",
            "_mine_get",
            "publish",
            "runner",
            "wheel",
            OTHER);

    private static final List<String> OUTCOMES =
            List.of("accept", "pend", "reject", "denied", "refuse", "full", "invalid", "weak key", OTHER);
    private static final List<String> REFUSALS =
            List.of("decrypt", "no_key", "bad_load", "version", "overload", "replay", OTHER);

    private static final long[][] NOTHING = {new Buckets().counts(), new Buckets().counts()};

    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final Command other;
    private final Map<String, LongAdder> authentications = adders(OUTCOMES);
    private final Map<String, LongAdder> refused = adders(REFUSALS);
    private final Buckets pillars = new Buckets();
    private final Buckets templates = new Buckets();
    private final LongAdder abandoned = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder notProven = new LongAdder();
    private final LongAdder peopleRefused = new LongAdder();
    private final LongAdder notAllowed = new LongAdder();
    private final LongAdder eventsFiltered = new LongAdder();
    private final LongAdder keyRotations = new LongAdder();

    /** Guarded by itself where it is not made of adders. */
    private static final class Command {
        private static final int MINUTES = 10;

        private final Buckets waited = new Buckets();
        private final Buckets took = new Buckets();
        private final LongAdder failed = new LongAdder();
        /** Counts of {waited, took} minute by minute, the oldest first. */
        private final Deque<long[][]> earlier = new ArrayDeque<>(List.<long[][]>of(NOTHING));

        synchronized void minute() {
            if (earlier.size() == MINUTES) {
                earlier.removeFirst();
            }
            earlier.addLast(new long[][] {waited.counts(), took.counts()});
        }

        private synchronized long[][] tenMinutesAgo() {
            return earlier.getFirst();
        }

        CommandTimes times(String cmd) {
            long[][] since = tenMinutesAgo();
            long asked = took.count() - Arrays.stream(since[1]).sum();
            return new CommandTimes(cmd, asked, failed.sum(), times(waited, since[0]), times(took, since[1]));
        }

        private static CommandTimes.Times times(Buckets all, long[] since) {
            return new CommandTimes.Times(all.quantileMillis(0.5, since), all.quantileMillis(0.99, since));
        }
    }

    RequestMeters() {
        COMMANDS.forEach(cmd -> commands.put(cmd, new Command()));
        other = commands.get(OTHER);
    }

    private static Map<String, LongAdder> adders(List<String> names) {
        Map<String, LongAdder> adders = new ConcurrentHashMap<>();
        names.forEach(name -> adders.put(name, new LongAdder()));
        return adders;
    }

    private static void count(Map<String, LongAdder> adders, String name) {
        adders.getOrDefault(name, adders.get(OTHER)).increment();
    }

    @Override
    public void onRequestHandled(String cmd, Duration waited, Duration took) {
        Command command = commands.getOrDefault(cmd, other);
        command.waited.observe(waited.toNanos());
        command.took.observe(took.toNanos());
    }

    /** Requests that were answered since the start. */
    long handled() {
        return commands.values().stream()
                .mapToLong(command -> command.took.count())
                .sum();
    }

    /** To be called once a minute. */
    void minute() {
        commands.values().forEach(Command::minute);
    }

    /** Commands that were asked in the last ten minutes or have ever failed. */
    List<CommandTimes> times() {
        return commands.entrySet().stream()
                .map(one -> one.getValue().times(one.getKey()))
                .filter(times -> times.asked() > 0 || times.failed() > 0)
                .toList();
    }

    @Override
    public void onRequestFailed(String cmd, Throwable failure) {
        commands.getOrDefault(cmd, other).failed.increment();
    }

    @Override
    public void onRequestOverflow(String peerAddress) {
        count(refused, "overload");
    }

    @Override
    public void onRequestAbandoned(String cmd, String peerAddress) {
        abandoned.increment();
    }

    /** Overload is counted where it is noticed. */
    @Override
    public void onRequestRefused(RequestRefusal reason, String claimedId, String peerAddress) {
        if (reason != RequestRefusal.OVERLOADED) {
            count(refused, why(reason));
        }
    }

    private static String why(RequestRefusal reason) {
        return switch (reason) {
            case NOT_OPENED, BAD_TOKEN -> "decrypt";
            case UNKNOWN_MINION -> "no_key";
            case REPLAYED, EXPIRED -> "replay";
            case UNDECODABLE,
                    NOT_A_PAYLOAD,
                    UNKNOWN_ENC,
                    LOAD_NOT_A_MAP,
                    ID_NOT_TEXT,
                    ID_WITH_NUL,
                    ID_MISMATCH,
                    BAD_NONCE,
                    NO_COMMAND -> "bad_load";
            case VERSION_TOO_LOW -> "version";
            default -> OTHER;
        };
    }

    @Override
    public void onPillarCompiled(MinionId id, Duration took) {
        pillars.observe(took.toNanos());
    }

    @Override
    public void onTemplateRendered(Duration took) {
        templates.observe(took.toNanos());
    }

    @Override
    public void onUnknownCommand(String cmd, String peerAddress) {
        unknown.increment();
    }

    @Override
    public void onAuthentication(String id, String outcome, String peerAddress) {
        count(authentications, outcome);
    }

    @Override
    public void onMinionNotProven(String cmd, String claimedId, String peerAddress) {
        notProven.increment();
    }

    @Override
    public void onPersonRefused(String cmd, String kind, String user, String peerAddress) {
        peopleRefused.increment();
    }

    @Override
    public void onNotAllowed(String cmd, String who) {
        notAllowed.increment();
    }

    @Override
    public void onEventFiltered(MinionId id, String tag) {
        eventsFiltered.increment();
    }

    @Override
    public void onKeyRotated(String why) {
        keyRotations.increment();
    }

    @Override
    public void collect(Families families) {
        Families.HistogramFamily wait = families.histogram(
                "salt_req_queue_wait_seconds", "How long requests waited in all queues before they were worked on.");
        commands.forEach((cmd, command) -> wait.add(command.waited, "cmd", cmd));
        Families.HistogramFamily service =
                families.histogram("salt_req_service_seconds", "How long the work on requests took.");
        commands.forEach((cmd, command) -> service.add(command.took, "cmd", cmd));
        Families.Family failed =
                families.counter("salt_req_failed_total", "Requests whose handler failed; the peer was told so.");
        commands.forEach((cmd, command) -> failed.add(command.failed.sum(), "cmd", cmd));
        Families.Family rejected = families.counter(
                "salt_req_rejected_total", "Requests that were refused before any handler saw them, by reason.");
        REFUSALS.forEach(why -> rejected.add(refused.get(why).sum(), "why", why));
        Families.Family auth = families.counter("salt_auth_total", "Sign-ins of minions, by outcome.");
        OUTCOMES.forEach(outcome -> auth.add(authentications.get(outcome).sum(), "outcome", outcome));
        families.histogram("salt_pillar_seconds", "How long it took to make the pillar of a minion.")
                .add(pillars);
        families.histogram("salt_template_seconds", "How long a file of the pillar took to render.")
                .add(templates);
        families.counter("salt_req_abandoned_total", "Requests whose peer hung up while they waited.")
                .add(abandoned.sum());
        families.counter("salt_req_unknown_total", "Requests with a command nobody knows.")
                .add(unknown.sum());
        families.counter(
                        "salt_not_proven_total", "Requests in the name of a minion that were not proven to be its own.")
                .add(notProven.sum());
        families.counter("salt_people_refused_total", "People who could not prove who they are.")
                .add(peopleRefused.sum());
        families.counter("salt_not_allowed_total", "Requests of people or minions who may not do that.")
                .add(notAllowed.sum());
        families.counter("salt_events_filtered_total", "Events of minions that are not theirs to fire.")
                .add(eventsFiltered.sum());
        families.counter("salt_key_rotations_total", "New shared AES keys.").add(keyRotations.sum());
    }
}
