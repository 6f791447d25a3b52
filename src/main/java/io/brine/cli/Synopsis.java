package io.brine.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * What a command says of itself: how it is called and which options it has.
 *
 * @param usage after the program's name, such as {@code [options] '<target>' <function> [arguments]}
 * @param examples whole command lines, shown by {@code --help}
 */
record Synopsis(String program, String usage, String description, List<OptGroup> groups, List<String> examples) {
    List<Opt> options() {
        List<Opt> options = new ArrayList<>();
        groups.forEach(group -> options.addAll(group.options()));
        return options;
    }

    String usageLine() {
        return "Usage: " + program + " " + usage + "\n";
    }

    /** The wrong use of an option: usage and reason on standard error, exit code 64. */
    ExitException error(String reason) {
        return new ExitException(ExitCodes.USAGE, usageLine() + "\n" + program + ": error: " + reason + "\n");
    }
}
