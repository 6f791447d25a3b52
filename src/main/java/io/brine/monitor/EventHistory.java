package io.brine.monitor;

import io.brine.config.MasterConfig;
import io.brine.config.MonitorConfig;
import io.brine.data.DataException;
import io.brine.events.EventBus;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.events.TimedEvent;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobTimeline;
import io.brine.store.Ledger;
import io.brine.store.LedgerException;
import io.brine.store.LedgerRow;
import io.brine.store.LedgerSchema;
import io.brine.target.Fnmatch;
import io.brine.wire.Event;
import io.brine.wire.EventBody;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events of the past. Jobs and their returns are in the book of jobs already and are read from there; all others are kept
 * here, in {@code <cachedir>/brine/events.db}, for {@code mon:history:keep} seconds. What runners and wheels returned is left
 * out: it may hold keys and pillars. See decision 21.
 */
public final class EventHistory implements MetricSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventHistory.class);
    private static final LedgerSchema SCHEMA = new LedgerSchema(
            1,
            List.of(
                    "create table if not exists events(id integer primary key, at integer, body blob)",
                    "create index if not exists events_at on events(at)"));
    private static final int LARGEST_EVENT_BYTES = 64 * 1024;
    private static final int MOST_AT_ONCE = 2000;
    private static final int PAGE = 500;
    private static final String JOB = "salt/job/";

    private final Ledger ledger;
    private final JobTimeline jobs;
    private final MonitorConfig.History config;
    private final List<Fnmatch> ignored;
    private final Clock clock;
    private final Optional<EventSource> source;
    private final LongAdder lost = new LongAdder();
    private final LongAdder kept = new LongAdder();

    private EventHistory(Ledger ledger, JobBook jobs, MasterConfig config, Optional<EventBus> bus, Clock clock) {
        this.ledger = ledger;
        this.jobs = new JobTimeline(jobs);
        this.config = config.monitor().history();
        this.ignored = this.config.ignore().stream().map(Fnmatch::compile).toList();
        this.clock = clock;
        this.source = bus.map(open -> open.subscribe(this::isKept));
    }

    /** In the daemon: keeps from now on. @throws LedgerException naming the file that cannot be opened */
    static EventHistory open(MasterConfig config, JobBook jobs, EventBus bus, Clock clock) {
        return new EventHistory(
                Ledger.open(file(config), SCHEMA, Runnable::run), jobs, config, Optional.of(bus), clock);
    }

    /** For a command beside the daemon: reads only. @throws LedgerException naming the file that cannot be opened */
    public static EventHistory beside(MasterConfig config, JobBook jobs, Clock clock) {
        return new EventHistory(
                Ledger.beside(file(config), SCHEMA, Runnable::run), jobs, config, Optional.empty(), clock);
    }

    private static Path file(MasterConfig config) {
        return config.paths().cachedir().resolve("brine").resolve("events.db");
    }

    // --- keeping

    /** Runs for every event on the bus: jobs and returns leave at the first look. */
    private boolean isKept(String tag) {
        if (tag.startsWith(JOB)) {
            return tag.indexOf("/prog/", JOB.length()) > 0;
        }
        boolean isJid = tag.length() >= 20 && tag.chars().limit(20).allMatch(Character::isDigit);
        return !isJid && ignored.stream().noneMatch(glob -> glob.matches(tag));
    }

    /** Writes down what has come since the last time. */
    void drain() {
        EventSource events = source.orElseThrow();
        List<Kept> batch = new ArrayList<>();
        Optional<Event> event = events.next(Duration.ZERO);
        while (event.isPresent() && batch.size() < MOST_AT_ONCE) {
            pack(event.get()).ifPresent(batch::add);
            event = events.next(Duration.ZERO);
        }
        event.flatMap(this::pack).ifPresent(batch::add);
        if (!batch.isEmpty()) {
            ledger.write(session -> {
                        batch.forEach(one -> session.update(
                                "insert into events(at, body) values(?, ?)", one.atMillis(), one.body()));
                        return null;
                    })
                    .whenComplete((done, failed) -> (failed == null ? kept : lost).add(batch.size()));
        }
    }

    private record Kept(long atMillis, byte[] body) {}

    private Optional<Kept> pack(Event event) {
        try {
            long at = TimedEvent.of(event, clock.instant()).at().toEpochMilli();
            return Optional.of(new Kept(at, EventBody.pack(withoutSecrets(event), LARGEST_EVENT_BYTES)));
        } catch (DataException notATree) {
            lost.increment();
            return Optional.empty();
        }
    }

    private static Event withoutSecrets(Event event) {
        boolean mayHoldSecrets =
                event.tag().startsWith("salt/wheel/") || event.tag().startsWith("salt/run/");
        if (!mayHoldSecrets || !event.data().containsKey("return")) {
            return event;
        }
        Map<String, Object> data = new LinkedHashMap<>(event.data());
        data.put("return", "(not kept)");
        return new Event(event.tag(), data);
    }

    /** Forgets what is too old or too much. */
    void tidy() {
        long before = clock.millis() - config.keep().toMillis();
        ledger.write(session -> session.update("delete from events where at < ?", before)
                        + session.update(
                                "delete from events where id <= (select max(id) from events) - ?", config.mostEvents()))
                .exceptionally(failed -> {
                    LOG.error("old events cannot be forgotten: {}", failed.getMessage());
                    return 0;
                });
    }

    // --- reading

    /**
     * Hands on what happened from the one moment on and before the other, in the order of time, until the taker says no.
     *
     * @param wanted which tags
     * @throws LedgerException if the files cannot be read
     */
    public void replay(Instant from, Instant to, EventFilter wanted, Predicate<TimedEvent> taker) {
        PriorityQueue<Road> roads = new PriorityQueue<>();
        Road.into(roads, 0, jobs.jobs(from, to));
        Road.into(roads, 1, others(from, to));
        Road.into(roads, 2, jobs.returns(from, to));
        boolean goesOn = true;
        while (goesOn && !roads.isEmpty()) {
            Road next = roads.remove();
            goesOn = !wanted.passes(next.event().event().tag()) || taker.test(next.event());
            Road.into(roads, next.rank(), next.rest());
        }
    }

    /** @param rank among those of one millisecond: a job comes before its returns */
    private record Road(TimedEvent event, int rank, Iterator<TimedEvent> rest) implements Comparable<Road> {
        private static final Comparator<Road> ORDER =
                Comparator.<Road, Instant>comparing(road -> road.event().at()).thenComparingInt(Road::rank);

        static void into(PriorityQueue<Road> roads, int rank, Iterator<TimedEvent> events) {
            if (events.hasNext()) {
                roads.add(new Road(events.next(), rank, events));
            }
        }

        @Override
        public int compareTo(Road other) {
            return ORDER.compare(this, other);
        }
    }

    private Iterator<TimedEvent> others(Instant from, Instant to) {
        return new Iterator<>() {
            private final List<TimedEvent> page = new ArrayList<>();
            private int place;
            private long at = from.toEpochMilli();
            private long id = -1;

            @Override
            public boolean hasNext() {
                if (place == page.size()) {
                    page.clear();
                    place = 0;
                    read();
                }
                return place < page.size();
            }

            private void read() {
                List<LedgerRow> rows = ledger.read(session -> session.query(
                        "select id, at, body from events where (at, id) > (?, ?) and at < ? order by at, id limit ?",
                        at,
                        id,
                        to.toEpochMilli(),
                        PAGE));
                for (LedgerRow row : rows) {
                    id = row.number(0);
                    at = row.number(1);
                    page.add(new TimedEvent(Instant.ofEpochMilli(at), EventBody.unpack(row.bytes(2))));
                }
            }

            @Override
            public TimedEvent next() {
                if (!hasNext()) {
                    throw new java.util.NoSuchElementException();
                }
                return page.get(place++);
            }
        };
    }

    @Override
    public void collect(Families families) {
        families.counter("salt_history_events_total", "Events that were written down for replay.")
                .add(kept.sum());
        families.counter("salt_history_lost_total", "Events that should have been written down and could not be.")
                .add(lost.sum() + source.map(EventSource::missed).orElse(0L));
    }

    @Override
    public void close() {
        source.ifPresent(events -> {
            drain();
            events.close();
        });
        ledger.close();
    }
}
