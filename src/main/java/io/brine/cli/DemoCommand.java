package io.brine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code brine demo}: a master with three minions to play with. It needs no rights, touches nothing outside its directory, and leaves nothing behind. */
final class DemoCommand implements Command {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> MINIONS = List.of("min1", "min2", "min3");

    @Override
    public Synopsis synopsis() {
        return new Synopsis(
                "brine demo",
                "[--once]",
                "Starts a master and three minions on free ports in a temporary directory and asks them something.",
                List.of(new OptGroup(
                        "",
                        "",
                        List.of(
                                Opt.flag("once", "End after the first answers instead of at Ctrl-C.", "--once"),
                                Opt.flag("help", "Show this.", "-h", "--help")))),
                List.of("brine demo", "brine demo --once"));
    }

    @Override
    public int run(Given given, Terminal terminal) {
        DemoFleet fleet = new DemoFleet(newDirectory(), MINIONS);
        Thread end = new Thread(fleet::close, "demo-end");
        Runtime.getRuntime().addShutdownHook(end);
        int code;
        try {
            code = show(fleet, terminal);
            if (code == ExitCodes.OK && !given.flag("once")) {
                next(fleet, terminal);
                new CountDownLatch(1).await();
            }
        } catch (InterruptedException asked) {
            code = ExitCodes.OK;
        }
        Runtime.getRuntime().removeShutdownHook(end);
        fleet.close();
        return code;
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("brine-demo-").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary directory", e);
        }
    }

    private static int show(DemoFleet fleet, Terminal terminal) {
        String config = fleet.configDir().toString();
        terminal.print("Starting a master and the minions " + String.join(", ", MINIONS) + " ...");
        fleet.start();
        if (!fleet.awaitKeys(PATIENCE)) {
            terminal.complain("The minions did not offer their keys within " + PATIENCE.toSeconds() + " s; see "
                    + fleet.logFile());
            return ExitCodes.GENERIC;
        }
        int code = shown(terminal, List.of("salt-key", "-c", config, "-A", "-y"));
        if (!fleet.awaitMinions(PATIENCE)) {
            terminal.complain(
                    "The minions did not come up within " + PATIENCE.toSeconds() + " s; see " + fleet.logFile());
            return ExitCodes.GENERIC;
        }
        code = Math.max(code, shown(terminal, List.of("salt", "-c", config, "--strict", "*", "test.ping")));
        return Math.max(
                code,
                shown(
                        terminal,
                        List.of("salt", "-c", config, "--strict", "*", "grains.item", "os", "osrelease", "num_cpus")));
    }

    /** Prints the command as one would type it, then runs it. */
    private static int shown(Terminal terminal, List<String> command) {
        StringBuilder line = new StringBuilder("\n$");
        for (String word : command) {
            line.append(' ').append(word.equals("*") ? "'*'" : word);
        }
        terminal.print(line.toString());
        int code = Main.run(command, terminal);
        terminal.flush();
        return code;
    }

    private static void next(DemoFleet fleet, Terminal terminal) {
        String config = " -c " + fleet.configDir();
        terminal.print("\nThe fleet is up. In another terminal, try:\n"
                + "  bin/salt" + config + " '*' cmd.run 'uname -a'\n"
                + "  bin/salt" + config + " 'min[12]' pillar.items\n"
                + "  bin/salt" + config + " min3 cp.get_file_str salt://hello.txt\n"
                + "  bin/salt-run" + config + " manage.status\n"
                + "  bin/salt-run" + config + " jobs.list_jobs\n"
                + "  bin/salt-key" + config + " -F\n"
                + "Ctrl-C ends it and removes " + fleet.configDir().getParent() + ".");
    }
}
