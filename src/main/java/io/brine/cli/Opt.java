package io.brine.cli;

import java.util.List;

/**
 * One option of a command.
 *
 * @param names all spellings, the most telling long one first among the long ones: {@code -t}, {@code --timeout}
 * @param key what its value is filed under, which is Salt's name of it in the configuration
 * @param metavar what help calls its value; empty for a flag
 * @param help one or more sentences
 */
record Opt(List<String> names, String key, Kind kind, String metavar, String help) {
    enum Kind {
        /** Present means true. */
        FLAG,
        /** Present means false. */
        OFF,
        TEXT,
        WHOLE_NUMBER,
        /** May be given many times. */
        LIST
    }

    static Opt flag(String key, String help, String... names) {
        return new Opt(List.of(names), key, Kind.FLAG, "", help);
    }

    static Opt text(String key, String metavar, String help, String... names) {
        return new Opt(List.of(names), key, Kind.TEXT, metavar, help);
    }

    static Opt number(String key, String metavar, String help, String... names) {
        return new Opt(List.of(names), key, Kind.WHOLE_NUMBER, metavar, help);
    }

    static Opt off(String key, String help, String... names) {
        return new Opt(List.of(names), key, Kind.OFF, "", help);
    }

    static Opt list(String key, String metavar, String help, String... names) {
        return new Opt(List.of(names), key, Kind.LIST, metavar, help);
    }

    boolean takesValue() {
        return kind != Kind.FLAG && kind != Kind.OFF;
    }
}
