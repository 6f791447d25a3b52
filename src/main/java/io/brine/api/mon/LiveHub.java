package io.brine.api.mon;

import io.brine.api.ApiSession;
import io.brine.api.EventStream;
import io.brine.events.EventSource;
import io.brine.monitor.board.Board;
import io.brine.monitor.board.Fleet;
import io.brine.monitor.board.MinionRow;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the board once a second, while somebody listens, and tells all browsers what has changed: everything is written once,
 * however many there are.
 *
 * <pre>
 *   snapshot  {v, at, id, fleet, minions: [[...], ...], trouble}   at the start and after a gap
 *   fleet     {at, n, words, sites, pulse}                         when changed, at least every five seconds
 *   minions   {rows: [[...], ...], gone: [id, ...]}                changed ones
 *   trouble   incidents, repairs, breakers                         when changed
 *   page      {topic, page}                                        a topic's object, when changed
 *   jobs      {jobs: {jid: {new, rows}}, more}                     topic jobs
 *   events    {topic, rows, left}                                  topic events
 *   bye       {reason}                                             the last one
 * </pre>
 */
final class LiveHub implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final long FLEET_AT_LEAST_MILLIS = 5000;
    /** Changes are kept for so long after the last one has left, as he may come back. */
    private static final int LINGER_SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);

    private final Board board;
    private final Clock clock;
    private final BusTap tap;
    private final String epoch;
    private final Changes changes = new Changes();
    private final List<LiveClient> clients = new ArrayList<>();
    private Map<String, Object> fleet = Map.of();
    private String fleetText = "";
    private long fleetToldAt;
    private Map<String, Object> toldNumbers = Map.of();
    private String toldTrouble = "";
    private String trouble = "{}";
    private long lookedAt;
    private String snapshot = "";
    private int idleSeconds;
    private Thread thread;
    private boolean closed;

    /** @param bus opens a reader of the master's bus that lets everything through */
    LiveHub(Board board, Supplier<EventSource> bus, Clock clock) {
        this.board = board;
        this.clock = clock;
        this.tap = new BusTap(bus);
        this.epoch = Long.toString(clock.millis(), Character.MAX_RADIX);
    }

    /** @param last id of the last event that was seen; empty for none */
    synchronized void join(EventStream stream, ApiSession session, Set<String> topics, String last) {
        LiveClient client = new LiveClient(stream, session, topics);
        if (closed) {
            client.bye("the master stops");
            return;
        }
        if (!topics.stream().allMatch(Topics::isPage)) {
            // before the first word to the browser: what it asks about after that word misses nothing
            tap.listen();
        }
        look();
        Optional<Changes.Moment> missed = missed(last);
        if (missed.isPresent()) {
            client.send(Text.event("fleet", "", fleetText));
            client.send(Text.event("trouble", "", trouble));
            client.send(Text.event("minions", id(), Text.json(missed.get().tree())));
        } else {
            client.send(Text.event("snapshot", id(), snapshot()));
        }
        clients.add(client);
        pages(List.of(client));
        keepRunning();
    }

    private Optional<Changes.Moment> missed(String last) {
        if (!last.matches(epoch + "-[0-9]{1,15}")) {
            return Optional.empty();
        }
        return changes.since(Long.parseLong(last.substring(epoch.length() + 1)));
    }

    private String id() {
        return epoch + "-" + changes.number();
    }

    /** What a page begins with; not older than a second. */
    synchronized String current() {
        look();
        keepRunning();
        return snapshot();
    }

    /** Numbers, and rows in the order of their ids. */
    synchronized String plain() {
        look();
        return Text.plain(board.name(), fleet, changes.all());
    }

    /** How many streams there are. */
    synchronized int listeners() {
        return clients.size();
    }

    /** How many browsers do not keep up. */
    synchronized long behind() {
        return clients.stream().filter(LiveClient::isBehind).count();
    }

    private String snapshot() {
        if (snapshot.isEmpty()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("v", 1);
            tree.put("at", clock.millis());
            tree.put("id", id());
            tree.put("master", board.name());
            tree.put("fleet", fleet);
            tree.put("minions", changes.all());
            snapshot = Text.json(tree).replaceFirst("}$", ",\"trouble\":") + trouble + "}";
        }
        return snapshot;
    }

    /** Looks if the last look is older than a second. @return the rows that have changed */
    private Optional<Changes.Moment> look() {
        long now = clock.millis();
        if (now - lookedAt < TICK.toMillis() - 100) {
            return Optional.empty();
        }
        List<MinionRow> rows = board.minions();
        fleet = Fleet.tree(rows, board.pulse(), now);
        fleetText = Text.json(fleet);
        trouble = Text.json(board.trouble());
        lookedAt = now;
        snapshot = "";
        Optional<Changes.Moment> moment = changes.look(rows);
        moment.ifPresent(one -> {
            byte[] event = Text.event("minions", id(), Text.json(one.tree()));
            clients.forEach(client -> client.send(event));
        });
        return moment;
    }

    private void keepRunning() {
        idleSeconds = 0;
        if (thread == null && !closed) {
            thread = new Thread(this::run, "api-mon");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        while (true) {
            synchronized (this) {
                if (closed || clients.isEmpty() && ++idleSeconds > LINGER_SECONDS) {
                    tap.close();
                    thread = null;
                    return;
                }
                second();
                try {
                    wait(TICK.toMillis());
                } catch (InterruptedException never) {
                    Thread.currentThread().interrupt();
                    thread = null;
                    return;
                }
            }
        }
    }

    private void second() {
        try {
            leave();
            look();
            Map<String, Object> numbers = new LinkedHashMap<>(fleet);
            numbers.remove("at");
            if (!numbers.equals(toldNumbers) || lookedAt - fleetToldAt >= FLEET_AT_LEAST_MILLIS) {
                toldNumbers = numbers;
                fleetToldAt = lookedAt;
                tell("fleet", fleetText);
            }
            if (!trouble.equals(toldTrouble)) {
                toldTrouble = trouble;
                tell("trouble", trouble);
            }
            clients.stream()
                    .filter(LiveClient::caughtUp)
                    .forEach(client -> client.send(Text.event("snapshot", id(), snapshot())));
            pages(clients);
            bus();
            clients.forEach(LiveClient::second);
        } catch (RuntimeException failed) {
            LOG.warn("the dashboard could not be told of this second", failed);
        }
    }

    private void tell(String name, String json) {
        byte[] event = Text.event(name, "", json);
        clients.forEach(client -> client.send(event));
    }

    private void leave() {
        double now = clock.millis() / 1000.0;
        clients.removeIf(client -> {
            Optional<String> reason = client.over(now);
            reason.ifPresent(client::bye);
            return reason.isPresent();
        });
    }

    private void pages(List<LiveClient> to) {
        Map<String, String> pages = new HashMap<>();
        for (LiveClient client : to) {
            for (String topic : client.topics()) {
                if (Topics.isPage(topic)) {
                    String json = pages.computeIfAbsent(topic, one -> Text.json(Topics.page(board, one)));
                    String event = "{\"topic\":" + Text.json(topic) + ",\"page\":" + json + "}";
                    client.page(topic, json, Text.event("page", "", event));
                }
            }
        }
    }

    private void bus() {
        boolean wanted =
                clients.stream().flatMap(client -> client.topics().stream()).anyMatch(topic -> !Topics.isPage(topic));
        if (!wanted) {
            tap.close();
            return;
        }
        tap.take();
        Map<String, Optional<byte[]>> told = new HashMap<>();
        for (LiveClient client : clients) {
            for (String topic : client.topics()) {
                if (!Topics.isPage(topic)) {
                    told.computeIfAbsent(topic, this::ofBus).ifPresent(client::send);
                }
            }
        }
    }

    private Optional<byte[]> ofBus(String topic) {
        if (topic.equals("jobs")) {
            return tap.jobs().map(tree -> Text.event("jobs", "", Text.json(tree)));
        }
        return tap.events(Topics.what(topic)).map(tree -> Text.event("events", "", Text.json(tree)));
    }

    @Override
    public synchronized void close() {
        closed = true;
        clients.forEach(client -> client.bye("the master stops"));
        clients.clear();
        notifyAll();
    }
}
