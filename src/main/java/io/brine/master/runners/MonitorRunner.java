package io.brine.master.runners;

import io.brine.client.Credentials;
import io.brine.client.RunnerClient;
import io.brine.functions.Arguments;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.master.ConnectionBook;
import io.brine.master.ConnectionRow;
import io.brine.master.MasterViews;
import io.brine.master.MasterViews.LaneState;
import io.brine.master.MinionSigns;
import io.brine.target.Fnmatch;
import io.brine.transport.Connection.ConnectionCounts;
import io.brine.transport.SocketEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * {@code monitor.*}: the daemon's connections and queues. Only the daemon knows them; beside it the question goes to it.
 * Brine's own.
 */
final class MonitorRunner implements FunctionModule {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunnerContext context;

    MonitorRunner(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "monitor";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "connections",
                Parameters.of("tgt='*'"),
                "Connections of the publish port: who, from where, since when, bytes, queue, drops.\n\n"
                        + "salt-run monitor.connections\nsalt-run monitor.connections 'web*'",
                (call, arguments) -> ask("connections", arguments, daemon -> connections(daemon, arguments)));
        functions.add(
                "minion",
                Parameters.of("minion"),
                "What was last heard of one minion, and its connections.\n\nsalt-run monitor.minion web1",
                (call, arguments) -> ask("minion", arguments, daemon -> minion(daemon, arguments.text("minion"))));
        functions.add(
                "queues",
                Parameters.of(),
                "Requests that wait, for each class, and the longest queues to minions.\n\nsalt-run monitor.queues",
                (call, arguments) -> ask("queues", arguments, MonitorRunner::queues));
        functions.add(
                "health",
                Parameters.of(),
                "How the master is: one word, and each thing that was looked at.\n\nsalt-run monitor.health",
                (call, arguments) -> ask("health", arguments, daemon -> answer(daemon, "health", Map.of())));
        functions.add(
                "get",
                Parameters.of("what", "**kwargs"),
                "What those who watch the master know; without a name of theirs, the names.\n\n"
                        + "salt-run monitor.get canary",
                (call, arguments) -> ask(
                        "get", arguments, daemon -> answer(daemon, arguments.text("what"), arguments.cleanKwargs())));
        functions.add(
                "sockets",
                Parameters.of(),
                "The last events of the daemon's sockets, in libzmq's words, and how often each happened.\n\n"
                        + "salt-run monitor.sockets",
                (call, arguments) -> ask("sockets", arguments, MonitorRunner::sockets));
    }

    private Object ask(String function, Arguments arguments, Function<MasterViews, Object> here) {
        if (context.daemon().isPresent()) {
            return here.apply(context.daemon().get());
        }
        List<Object> words = new ArrayList<>();
        for (String name : List.of("tgt", "minion", "what")) {
            Object value = arguments.value(name);
            if (value != null) {
                words.add(value);
            }
        }
        try (var client = context.client()) {
            return new RunnerClient(client)
                    .run("monitor." + function, words, arguments.cleanKwargs(), Credentials.OF_THIS_USER, PATIENCE)
                    .get("return");
        }
    }

    private static Object answer(MasterViews daemon, String what, Map<String, Object> words) {
        Function<Map<String, Object>, Object> known = daemon.answers().get(what);
        return known == null
                ? Map.of(
                        "error",
                        "nobody here knows that",
                        "known",
                        List.copyOf(new TreeSet<>(daemon.answers().keySet())))
                : known.apply(words);
    }

    private static Object connections(MasterViews daemon, Arguments arguments) {
        Fnmatch wanted = Fnmatch.compile(arguments.text("tgt"));
        ConnectionBook book = daemon.connections();
        List<Object> rows = new ArrayList<>();
        for (ConnectionRow row : book.subscribers()) {
            if (wanted.matches(row.minion())) {
                rows.add(shown(row, book.signs(row.minion())));
            }
        }
        return rows;
    }

    private static Object minion(MasterViews daemon, String minion) {
        ConnectionBook book = daemon.connections();
        Optional<MinionSigns> signs = book.signs(minion);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("minion", minion);
        shown.put(
                "connections",
                book.subscribers().stream()
                        .filter(row -> row.minion().equals(minion))
                        .map(row -> shown(row, signs))
                        .toList());
        signs.ifPresent(known -> {
            shown.put("last_heard", known.lastHeard().map(Instant::toString).orElse(null));
            shown.put("last_request", known.lastCmd());
            shown.put("last_address", known.lastAddress());
            shown.put("authentications", known.authentications());
            shown.put("last_authentication", known.lastAuthentication());
            shown.put("connects", known.connects());
            shown.put(
                    "links",
                    known.links().stream()
                            .map(link -> (link.at() + "  " + link.what() + "  " + link.address() + "  " + link.detail())
                                    .strip())
                            .toList());
        });
        return shown;
    }

    private static Map<String, Object> shown(ConnectionRow row, Optional<MinionSigns> signs) {
        ConnectionCounts counts = row.counts();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("number", row.number());
        shown.put("minion", row.minion());
        shown.put("identity", row.identity().word());
        shown.put("address", row.peerAddress());
        shown.put("since", row.since().toString());
        shown.put("handshake", row.handshake().name());
        shown.put("zmtp", row.zmtp());
        shown.put("version", signs.map(MinionSigns::saltVersion).orElse(""));
        shown.put("bytes_in", counts.bytesIn());
        shown.put("bytes_out", counts.bytesOut());
        shown.put("frames_out", counts.framesOut());
        shown.put("queue", counts.queueNow());
        shown.put("queue_peak", counts.queuePeak());
        shown.put("queue_bytes", counts.queueBytes());
        shown.put("dropped", counts.droppedAtHighWaterMark());
        shown.put("heard", Instant.ofEpochMilli(counts.lastHeardMillis()).toString());
        shown.put("rtt_ms", counts.roundTripMicros() < 0 ? null : counts.roundTripMicros() / 1000.0);
        shown.put(
                "clock_ahead",
                signs.map(MinionSigns::clockAheadSeconds)
                        .filter(ahead -> ahead.isPresent())
                        .map(ahead -> (Object) ahead.getAsLong())
                        .orElse(null));
        shown.put("twins", row.isTwin() ? row.sharedBy() : 0);
        return shown;
    }

    private static Object queues(MasterViews daemon) {
        Map<String, Object> lanes = new LinkedHashMap<>();
        for (LaneState lane : daemon.lanes().get()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("depth", lane.depth());
            shown.put("age", lane.ageSeconds());
            shown.put("busy", lane.busy());
            shown.put("threads", lane.threads());
            shown.put("refused", lane.refused());
            lanes.put(lane.name(), shown);
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("requests", lanes);
        shown.put("requests_connected", daemon.connections().askerCount());
        List<ConnectionRow> rows = daemon.connections().subscribers();
        shown.put("subscribers", rows.size());
        shown.put("publish_waiting", sum(rows, row -> row.counts().queueNow()));
        shown.put("publish_dropped", sum(rows, row -> row.counts().droppedAtHighWaterMark()));
        shown.put("ledger_waiting", daemon.jobs().ledger().waiting());
        return shown;
    }

    private static long sum(List<ConnectionRow> rows, Function<ConnectionRow, Number> count) {
        return rows.stream().mapToLong(row -> count.apply(row).longValue()).sum();
    }

    private static Object sockets(MasterViews daemon) {
        Map<String, Object> counts = new LinkedHashMap<>();
        daemon.connections().socketEventCounts().forEach((kind, count) -> counts.put(kind.name(), count));
        List<Object> last = new ArrayList<>();
        for (SocketEvent event : daemon.connections().socketEvents()) {
            last.add((event.at() + "  " + event.kind() + "  " + event.endpoint() + "  " + event.peerAddress() + "  "
                            + event.detail())
                    .strip());
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("counts", counts);
        shown.put("last", last);
        return shown;
    }
}
