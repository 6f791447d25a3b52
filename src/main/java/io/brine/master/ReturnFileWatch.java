package io.brine.master;

import io.brine.config.MasterConfig;
import io.brine.data.Trees;
import io.brine.events.EventBus;
import io.brine.events.EventSource;
import io.brine.jobs.JobBook;
import io.brine.wire.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code job_cache_return_files: auto}: a file for each return costs more than everything else that is done for it, and only
 * Salt's own {@code salt-run jobs.*} reads them. So they are written from the first time that somebody is seen running it:
 * {@code salt/run/<jid>/new} with {@code fun: runner.jobs.*}, without the mark our own runners set. This is remembered in
 * {@code <cachedir>/brine/return-files}.
 */
final class ReturnFileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReturnFileWatch.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final JobBook jobs;
    private final Path mark;
    private final EventSource events;
    private final Thread thread;

    /** How {@code job_cache_return_files} is set. */
    enum Mode {
        ALWAYS,
        NEVER,
        AUTO;

        static Mode of(MasterConfig config) {
            Object given = config.raw().get("job_cache_return_files");
            if (given == null || "auto".equals(String.valueOf(given).toLowerCase(Locale.ROOT))) {
                return AUTO;
            }
            return Trees.isTruthy(given) ? ALWAYS : NEVER;
        }
    }

    ReturnFileWatch(EventBus bus, JobBook jobs, Path cachedir) {
        this.jobs = jobs;
        this.mark = mark(cachedir);
        this.events = bus.subscribe(tag -> tag.startsWith("salt/run/") && tag.endsWith("/new"));
        this.thread = new Thread(this::run, "ReturnFiles");
        thread.setDaemon(true);
    }

    private static Path mark(Path cachedir) {
        return cachedir.resolve("brine").resolve("return-files");
    }

    /** Whether return files are written from the start. */
    static boolean fromTheStart(MasterConfig config) {
        return switch (Mode.of(config)) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> Files.exists(mark(config.paths().cachedir()));
        };
    }

    /** Whether it is still to be found out. */
    static boolean isNeeded(MasterConfig config) {
        return Mode.of(config) == Mode.AUTO && !fromTheStart(config);
    }

    void open() {
        thread.start();
    }

    private void run() {
        while (events.isOpen() && !Thread.currentThread().isInterrupted()) {
            Optional<String> reader = events.next(POLL).flatMap(ReturnFileWatch::readerOfFiles);
            if (reader.isPresent()) {
                begin(reader.get());
                return;
            }
        }
    }

    /** @return the jid that is asked for, or empty text; nothing if this is no reader of files */
    private static Optional<String> readerOfFiles(Event event) {
        boolean reads = event.data().get("fun") instanceof String fun
                && fun.startsWith("runner.jobs.")
                && !event.data().containsKey("brine");
        if (!reads) {
            return Optional.empty();
        }
        List<?> args = event.data().get("fun_args") instanceof List<?> list ? list : List.of();
        return Optional.of(args.stream()
                .map(String::valueOf)
                .filter(word -> word.matches("\\d{20}.*"))
                .findFirst()
                .orElse(""));
    }

    private void begin(String jid) {
        LOG.info(
                "a salt-run that reads files was seen: from now on each return has its file, older ones get theirs now");
        try {
            Files.createDirectories(mark.getParent());
            Files.writeString(mark, "job_cache_return_files: auto found a reader\n");
        } catch (IOException refused) {
            LOG.warn("cannot write {}, so it has to be found out again: {}", mark, refused.toString());
        }
        try {
            jobs.writeReturnFiles(jid);
        } catch (RuntimeException failed) {
            LOG.error("return files of older jobs could not be written: {}", failed.toString());
        }
    }

    @Override
    public void close() {
        events.close();
        thread.interrupt();
    }
}
