package io.brine.cli;

import java.util.List;

/** One command a person types. */
interface Command {
    Synopsis synopsis();

    /**
     * Runs it to its end.
     *
     * @return the exit code
     * @throws ExitException to end early
     */
    int run(Given given, Terminal terminal);

    /** Reads the words, answers {@code --help} and {@code --version}, then runs. */
    default int start(List<String> args, Terminal terminal) {
        Given given = OptionReader.read(synopsis(), args);
        if (given.flag("help")) {
            terminal.out().print(HelpText.of(synopsis(), terminal.columns()));
            return ExitCodes.OK;
        }
        if (given.flag("version")) {
            terminal.print(Version.line(synopsis().program()));
            return ExitCodes.OK;
        }
        if (given.flag("versions_report")) {
            terminal.print(Version.report());
            return ExitCodes.OK;
        }
        return run(given, terminal);
    }
}
