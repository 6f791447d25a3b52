package io.brine.cli;

/** {@code --progress}: how many have returned, on one line of standard error that is written over. */
final class Progress {
    private static final int BAR = 40;

    private final Terminal terminal;
    private final boolean on;
    private final int expected;
    private int returned;

    Progress(Terminal terminal, boolean on, int expected) {
        this.terminal = terminal;
        this.on = on;
        this.expected = Math.max(1, expected);
    }

    boolean isOn() {
        return on;
    }

    void onReturn() {
        returned++;
        int filled = Math.min(BAR, BAR * returned / expected);
        terminal.err()
                .print("\r" + returned + "/" + expected + " [" + "#".repeat(filled) + " ".repeat(BAR - filled) + "]");
        terminal.err().flush();
    }

    void end() {
        if (on) {
            terminal.err().print('\n');
            terminal.err().flush();
        }
    }
}
