package io.brine.cli;

import io.brine.config.MasterConfig;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobExchange;
import io.brine.jobs.JobExchange.Choice;
import io.brine.jobs.JobExchange.Counts;
import io.brine.master.MasterBooks;
import io.brine.store.LedgerException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;

/** {@code brine jobs}: the master's jobs as files in the layout of Salt's job cache, and such files into its book. */
final class JobsCommand implements Command {
    private static final Synopsis SYNOPSIS = new Synopsis(
            "brine jobs",
            "[options] export|import [DIR]",
            "export writes the jobs and returns of this master in the layout of Salt's job cache; import reads such a"
                    + " directory into the book. DIR is <cachedir>/jobs unless given. What is there stays, so both may be"
                    + " done again, and while the master runs. The master forgets jobs after keep_jobs_seconds, imported"
                    + " ones too.\nThe exit code is 1 if anything was left out; what and why is on standard error.",
            List.of(
                    CommonOptions.general(
                            Opt.list("jid", "JID", "Only this job; may be given many times.", "--jid"),
                            Opt.text(
                                    "since",
                                    "TIME",
                                    "Only jobs made then or later, in UTC: 2024-01-31 or 2024-01-31T12:00:00.",
                                    "--since")),
                    CommonOptions.logging()),
            List.of(
                    "brine jobs export /tmp/jobs --since=2024-01-31",
                    "brine jobs export --jid=20240131120000123456 /tmp/one",
                    "brine jobs import                        what an earlier Salt master left",
                    "brine jobs import /mnt/old/var/cache/salt/master/jobs"));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Given given, Terminal terminal) {
        List<String> words = given.words();
        if (words.isEmpty() || words.size() > 2 || !List.of("export", "import").contains(words.get(0))) {
            throw SYNOPSIS.error("say export or import, then at most one directory");
        }
        Choice choice = new Choice(new LinkedHashSet<>(given.list("jid")), since(given));
        MasterConfig config = MasterSide.of(given, terminal).config();
        Path directory = words.size() == 2
                ? Path.of(words.get(1))
                : config.paths().cachedir().resolve("jobs");
        boolean exports = words.get(0).equals("export");
        if (!exports && !Files.isDirectory(directory)) {
            throw new ExitException(ExitCodes.GENERIC, directory + " is not a directory\n");
        }
        Tally tally = new Tally(terminal);
        Clock clock = Clock.systemUTC();
        try (JobBook book = MasterBooks.jobs(config, clock)) {
            JobExchange exchange = new JobExchange(book, clock, tally);
            Counts counts = exports
                    ? exchange.exportTo(directory, config.files().hashType(), choice)
                    : exchange.importFrom(directory, choice);
            tally.end();
            terminal.print((exports ? "exported " : "imported ") + counts.jobs() + " jobs and " + counts.returns()
                    + " returns; " + counts.known() + " were there already; " + counts.skipped() + " left out");
            return counts.skipped() == 0 ? ExitCodes.OK : ExitCodes.GENERIC;
        } catch (LedgerException | UncheckedIOException failed) {
            tally.end();
            throw new ExitException(ExitCodes.GENERIC, failed.getMessage() + "\n");
        }
    }

    private static Instant since(Given given) {
        String text = given.filled("since").orElse("");
        try {
            return text.isEmpty()
                    ? Instant.EPOCH
                    : (text.contains("T")
                                    ? LocalDateTime.parse(text)
                                    : LocalDate.parse(text).atStartOfDay())
                            .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notATime) {
            throw SYNOPSIS.error("--since: " + text + " is not a time such as 2024-01-31 or 2024-01-31T12:00:00");
        }
    }

    /** Says on standard error what is left out, and every so often how far it is. */
    private static final class Tally implements JobExchange.Watcher {
        private static final int EVERY = 1000;

        private final Terminal terminal;
        private long jobs;
        private boolean lineIsOpen;

        Tally(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void onJob() {
            if (++jobs % EVERY == 0) {
                terminal.err().print("\r" + jobs + " jobs");
                terminal.err().flush();
                lineIsOpen = true;
            }
        }

        @Override
        public void onSkipped(String what, String why) {
            end();
            // a name of a file may hold what moves the cursor
            terminal.complain("left out: " + (what + ": " + why).replaceAll("\\p{Cntrl}", "?"));
        }

        void end() {
            if (lineIsOpen) {
                terminal.err().print('\n');
                lineIsOpen = false;
            }
        }
    }
}
