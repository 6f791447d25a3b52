package io.brine.cli;

import java.util.List;
import java.util.Map;

/** {@code brine top}: the dashboard's first page in a terminal. */
final class TopCommand implements Command {
    private static final int USUAL_SECONDS = 2;

    private static final Synopsis SYNOPSIS = new Synopsis(
            "brine top",
            "[options]",
            "The minions of a master, the worst first, and what the master does; anew every two seconds, until q. Asks the"
                    + " master of this host, or with --url the API of another one.",
            List.of(
                    CommonOptions.general(
                            Opt.flag("once", "Print it once, as plain text, and end.", "--once"),
                            Opt.number("interval", "SECONDS", "Between two looks, 2.", "--interval"),
                            Opt.text("url", "URL", "Of an API: https://salt:8000.", "--url"),
                            Opt.text("username", "NAME", "Log in there; the password is asked for.", "--username"),
                            Opt.text("eauth", "EAUTH", "Who knows the name, pam.", "--eauth"),
                            Opt.text(
                                    "token",
                                    "TOKEN",
                                    "Of a session there, instead of a name; else from BRINE_TOKEN.",
                                    "--token")),
                    CommonOptions.logging()),
            List.of("brine top", "brine top --once", "brine top --url https://salt:8000 --username ann"));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Given given, Terminal terminal) {
        if (!given.words().isEmpty()) {
            throw SYNOPSIS.error("there is nothing to name");
        }
        TopSource source = source(given, terminal);
        if (given.flag("once") || !terminal.isTty()) {
            new TopScreen(false, terminal.columns(), 0)
                    .lines(source.look())
                    .forEach(line -> terminal.print(line.stripTrailing()));
            return ExitCodes.OK;
        }
        long pauseMillis = given.number("interval", USUAL_SECONDS) * 1000L;
        follow(source, terminal, Math.max(500, pauseMillis));
        return ExitCodes.OK;
    }

    private static void follow(TopSource source, Terminal terminal, long pauseMillis) {
        try (TopTty tty = new TopTty(terminal)) {
            boolean colours =
                    terminal.environment().getOrDefault("NO_COLOR", "").isEmpty();
            do {
                Map<String, Object> tree = source.look();
                int[] size = tty.size();
                tty.show(new TopScreen(colours, size[1], size[0]).lines(tree));
            } while (!tty.quits(pauseMillis));
        }
    }

    private static TopSource source(Given given, Terminal terminal) {
        String url = given.filled("url").orElse("").replaceFirst("/+$", "");
        if (url.isEmpty()) {
            return TopSource.ofThisHost(MasterSide.of(given, terminal).config(), WhoAmI.name(terminal.environment()));
        }
        if (!url.matches("https?://.+")) {
            throw SYNOPSIS.error("--url: " + url + " does not begin with http:// or https://");
        }
        String token = given.filled("token").orElse(terminal.environment().getOrDefault("BRINE_TOKEN", ""));
        if (!token.isEmpty()) {
            return TopSource.ofUrl(url, token);
        }
        String user = given.filled("username")
                .orElseThrow(() -> SYNOPSIS.error("--url needs --username, --token or BRINE_TOKEN"));
        String password = terminal.askSecretly("password: ").orElse("");
        return TopSource.ofUrl(
                url, TopSource.logIn(url, user, password, given.filled("eauth").orElse("pam")));
    }
}
