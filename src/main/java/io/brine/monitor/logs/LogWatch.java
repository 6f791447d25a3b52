package io.brine.monitor.logs;

import io.brine.config.LogsConfig;
import io.brine.data.Trees;
import io.brine.events.EventBus;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.wire.Event;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the logs: this master's own, line by line as it writes them; files and journals of this host; and what minions send by
 * their {@code log} and {@code journald} beacons. A rule that counts is an event {@code salt/mon/log/<rule>} {@code {rule, react,
 * side, source, text, why}}.
 */
public final class LogWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 10_000;
    private static final String BEACON = "salt/beacon/";

    private final LogsConfig config;
    private final EventBus bus;
    private final LogBook book;
    private final List<FileFollower> files = new ArrayList<>();
    private final List<JournalFollower> journals = new ArrayList<>();
    private final Set<FileFollower> unreadable = new HashSet<>();
    /** Lines go through a queue, so that whoever logs never waits, whatever he holds at that time. */
    private final BlockingQueue<LogLine> own = new ArrayBlockingQueue<>(MOST_WAITING);

    private volatile boolean isClosing;
    private final Thread reader = new Thread(this::run, "LogWatch");
    private final Thread beacons = new Thread(this::hear, "LogBeacons");
    private final List<LogBook.Listener> more = new CopyOnWriteArrayList<>();
    private EventSource fromMinions;

    /** @param listener told of hits beside the bus */
    public LogWatch(LogsConfig config, EventBus bus, Clock clock, LogBook.Listener listener) {
        this.config = config;
        this.bus = bus;
        this.book = new LogBook(
                LogRules.of(config), LogLevel.of(config.newFrom()).orElseThrow(), clock, new Telling(listener));
        reader.setDaemon(true);
        beacons.setDaemon(true);
    }

    /** First the bus, then whoever else wants to know. */
    private final class Telling implements LogBook.Listener {
        private final LogBook.Listener next;

        Telling(LogBook.Listener next) {
            this.next = next;
        }

        @Override
        public void onHit(LogHit hit) {
            Map<String, Object> data = hit.toTree();
            bus.fire("salt/mon/log/" + hit.rule(), data);
            next.onHit(hit);
            more.forEach(one -> one.onHit(hit));
        }

        @Override
        public void onMatch(String rule, String side) {
            next.onMatch(rule, side);
        }
    }

    /** From now on told of hits, too. */
    public void listen(LogBook.Listener also) {
        more.add(also);
    }

    /** From now on lines are read; what cannot be is told in the log and left out. */
    public LogWatch start() {
        for (LogsConfig.FileOf file : config.files()) {
            SaltLogText text = new SaltLogText(file.side(), file.path().toString());
            FileFollower follower = new FileFollower(file.path(), line -> book.onLine(text.read(line)));
            poll(follower);
            files.add(follower);
        }
        for (String unit : config.journald()) {
            try {
                journals.add(new JournalFollower(config.journalctl(), unit, book::onLine));
            } catch (IOException noJournal) {
                LOG.warn("mon:logs:journald: the journal of {} cannot be read: {}", unit, noJournal.getMessage());
            }
        }
        fromMinions = bus.subscribe(EventFilter.startingWith(BEACON));
        reader.start();
        beacons.start();
        return this;
    }

    /** A line of this process' own log. May be called on any thread; lines that come too fast are not counted. */
    public void onOwnLine(String level, String logger, String text) {
        own.offer(new LogLine(LogLine.MASTER, "master", LogLevel.of(level).orElse(LogLevel.INFO), logger, text));
    }

    public LogBook book() {
        return book;
    }

    private void run() {
        long nextLook = System.nanoTime();
        try {
            while (!isClosing) {
                long left = nextLook - System.nanoTime();
                LogLine line = own.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
                if (line != null) {
                    book.onLine(line);
                }
                if (System.nanoTime() - nextLook >= 0) {
                    nextLook = System.nanoTime() + PAUSE.toNanos();
                    files.forEach(this::poll);
                    book.tick();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll(FileFollower follower) {
        try {
            follower.poll();
            unreadable.remove(follower);
        } catch (IOException refused) {
            if (unreadable.add(follower)) {
                LOG.warn("mon:logs:files: a log cannot be read: {}", refused.toString());
            }
        }
    }

    private void hear() {
        while (fromMinions.isOpen()) {
            fromMinions.next(PAUSE).ifPresent(this::onBeacon);
        }
    }

    /** {@code salt/beacon/<id>/log/...} and {@code .../journald/...}, as those beacons of Salt fire them. */
    private void onBeacon(Event event) {
        String[] parts = event.tag().split("/", 5);
        if (parts.length < 4 || !parts[3].equals("log") && !parts[3].equals("journald")) {
            return;
        }
        Map<String, Object> data =
                event.data().get("data") instanceof Map<?, ?> inner ? Trees.fields(inner) : event.data();
        for (String field : List.of("MESSAGE", "raw", "message", "match")) {
            if (data.get(field) instanceof String text) {
                book.onLine(new LogLine(LogLine.MINION, parts[2], level(data.get("PRIORITY")), parts[3], text));
                return;
            }
        }
    }

    /** A minion does not send what does not matter. */
    private static LogLevel level(Object priority) {
        return priority instanceof Number number ? LogLevel.ofPriority(number.intValue()) : LogLevel.WARNING;
    }

    @Override
    public void close() {
        isClosing = true;
        if (fromMinions != null) {
            fromMinions.close();
        }
        journals.forEach(JournalFollower::close);
        try {
            reader.join(2 * PAUSE.toMillis());
            for (FileFollower file : files) {
                file.close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException ignored) {
            // a file that was only read
            LOG.debug("a log was not closed: {}", ignored.toString());
        }
    }
}
