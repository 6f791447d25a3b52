package io.brine.cli;

import io.brine.config.ConfigException;
import io.brine.config.ConfigLoader;
import io.brine.config.MasterConfig;
import io.brine.config.MinionConfig;
import io.brine.crypt.HashType;
import io.brine.events.EventClient;
import io.brine.events.EventFilter;
import io.brine.events.EventSockets;
import io.brine.events.EventsException;
import io.brine.jobs.JobBook;
import io.brine.master.MasterBooks;
import io.brine.monitor.EventHistory;
import io.brine.store.LedgerException;
import io.brine.wire.Event;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code brine events}: the bus of a master or a minion as it goes by, and of a master also what went by. */
final class EventsCommand implements Command {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    /** The daemon writes its history down every second. */
    private static final Duration WRITTEN_AFTER = Duration.ofMillis(1500);

    private static final Synopsis SYNOPSIS = new Synopsis(
            "brine events",
            "[options] [TAG]",
            "Events of the master's bus, or with --of-minion of this host's minion, each as its tag, a tab and JSON; TAG is"
                    + " a glob. With --since the past comes first.",
            List.of(
                    CommonOptions.general(
                            Opt.flag("of_minion", "The bus of the minion of this host.", "--of-minion"),
                            Opt.text("minion", "ID", "Only events about minions that match this glob.", "--minion"),
                            Opt.text("fun", "FUNCTION", "Only events about functions that match this glob.", "--fun"),
                            Opt.flag("json", "One JSON object a line: {\"tag\": ..., \"data\": {...}}.", "--json"),
                            Opt.flag("rates", "Every second, how many events of which kind of tag.", "--rates"),
                            Opt.number("count", "N", "End after so many events.", "--count"),
                            Opt.text(
                                    "since",
                                    "TIME",
                                    "From then on: 90s, 15m, 6h, 2d ago, or a time in UTC such as"
                                            + " 2024-01-31T12:00:00. Not for a minion.",
                                    "--since"),
                            Opt.flag("past", "With --since: end when now is reached.", "--past")),
                    CommonOptions.logging()),
            List.of(
                    "brine events",
                    "brine events 'salt/job/*/ret/*' --minion 'web*' --fun 'state.*'",
                    "brine events --since 15m --past --json | jq .data.id",
                    "brine events --rates"));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Given given, Terminal terminal) {
        if (given.words().size() > 1) {
            throw SYNOPSIS.error("one tag at most");
        }
        boolean ofMinion = given.flag("of_minion");
        Optional<Instant> since = since(given);
        if (ofMinion && since.isPresent() || given.flag("past") && since.isEmpty()) {
            throw SYNOPSIS.error("--since is for a master, and --past only with --since");
        }
        String tag = given.words().isEmpty() ? "*" : given.words().get(0);
        EventPrinter printer = new EventPrinter(given, terminal, EventFilter.glob(tag));
        try {
            if (ofMinion) {
                follow(EventClient.connect(minionSockets(given), EventFilter.ALL), printer);
                return ExitCodes.OK;
            }
            return ofMaster(MasterSide.of(given, terminal).config(), since, given.flag("past"), printer);
        } catch (EventsException nobodyThere) {
            throw new ExitException(ExitCodes.GENERIC, nobodyThere.getMessage() + "\n");
        } catch (LedgerException unreadable) {
            throw new ExitException(ExitCodes.GENERIC, "the history cannot be read: " + unreadable.getMessage() + "\n");
        }
    }

    /** Listening begins before the past is read, so that nothing falls between. */
    private static int ofMaster(MasterConfig config, Optional<Instant> since, boolean pastOnly, EventPrinter printer) {
        if (pastOnly) {
            replay(config, since.orElseThrow(), Instant.now(), printer);
            printer.end();
            return ExitCodes.OK;
        }
        EventClient live = EventClient.connect(MasterBooks.sockets(config), EventFilter.ALL);
        if (since.isPresent()) {
            Instant connected = Instant.now();
            pause(WRITTEN_AFTER);
            replay(config, since.get(), connected, printer);
        }
        follow(live, printer);
        return ExitCodes.OK;
    }

    private static void replay(MasterConfig config, Instant from, Instant to, EventPrinter printer) {
        Clock clock = Clock.systemUTC();
        try (JobBook jobs = MasterBooks.jobs(config, clock);
                EventHistory history = EventHistory.beside(config, jobs, clock)) {
            history.replay(from, to, EventFilter.ALL, timed -> printer.take(timed.event(), timed.at()));
        }
    }

    private static void follow(EventClient live, EventPrinter printer) {
        try (live) {
            boolean goesOn = !printer.isDone();
            while (goesOn && live.isOpen() && !Thread.currentThread().isInterrupted()) {
                Optional<Event> event = live.next(PATIENCE);
                goesOn = event.map(one -> printer.take(one, Instant.now())).orElse(true);
                printer.tick(Instant.now());
            }
        }
        printer.end();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static EventSockets minionSockets(Given given) {
        try {
            MinionConfig config = ConfigLoader.ofThisProcess()
                    .minion(given.filled("config_dir").map(Path::of), Map.of(), false);
            String type = config.files().hashType();
            String hash = HashType.named(type)
                    .orElseGet(() -> HashType.named("sha256").orElseThrow())
                    .hex(config.id().value())
                    .substring(0, 10);
            return EventSockets.minion(config.paths().sockDir(), hash);
        } catch (ConfigException wrong) {
            throw new ExitException(ExitCodes.USAGE, wrong.getMessage() + "\n");
        }
    }

    private static Optional<Instant> since(Given given) {
        String text = given.filled("since").orElse("");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.matches("\\d{1,9}[smhd]")) {
            long number = Long.parseLong(text.substring(0, text.length() - 1));
            Duration ago = switch (text.charAt(text.length() - 1)) {
                case 's' -> Duration.ofSeconds(number);
                case 'm' -> Duration.ofMinutes(number);
                case 'h' -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
            return Optional.of(Instant.now().minus(ago));
        }
        try {
            LocalDateTime time = text.contains("T")
                    ? LocalDateTime.parse(text)
                    : LocalDate.parse(text).atStartOfDay();
            return Optional.of(time.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException notATime) {
            throw SYNOPSIS.error("--since: " + text + " is neither 15m nor a time such as 2024-01-31T12:00:00");
        }
    }
}
