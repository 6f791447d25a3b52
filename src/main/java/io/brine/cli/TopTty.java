package io.brine.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The terminal of a program that fills it: the other screen, keys as they are pressed, and its size. */
final class TopTty implements AutoCloseable {
    private static final Path TTY = Path.of("/dev/tty");

    private final Terminal terminal;
    private final String before;
    private final Thread onInterrupt = new Thread(this::restore, "top-end");

    TopTty(Terminal terminal) {
        this.terminal = terminal;
        this.before = stty("-g");
        stty("-icanon", "-echo", "min", "0", "time", "0");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        terminal.out().print("\u001b[?1049h\u001b[?25l");
    }

    /** {rows, columns}; {24, 80} if nobody knows. */
    int[] size() {
        String[] size = stty("size").split(" ");
        return size.length == 2 && size[0].matches("[1-9][0-9]*") && size[1].matches("[1-9][0-9]*")
                ? new int[] {Integer.parseInt(size[0]), Integer.parseInt(size[1])}
                : new int[] {24, terminal.columns()};
    }

    void show(Iterable<String> lines) {
        terminal.out().print("\u001b[H");
        lines.forEach(line -> terminal.out().print(line + "\u001b[K\r\n"));
        terminal.out().print("\u001b[J");
        terminal.out().flush();
    }

    /** Waits, but no longer than until q is pressed. @return whether it was */
    boolean quits(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (System.nanoTime() < end) {
                while (terminal.in().ready()) {
                    int key = terminal.in().read();
                    if (key == 'q' || key == 'Q' || key < 0) {
                        return true;
                    }
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return false;
        } catch (IOException unreadable) {
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String stty(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "stty";
        System.arraycopy(words, 0, command, 1, words.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(TTY.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException noTerminal) {
            return "";
        }
    }

    private void restore() {
        terminal.out().print("\u001b[?25h\u001b[?1049l");
        terminal.out().flush();
        if (!before.isEmpty()) {
            stty(before);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
            restore();
        } catch (IllegalStateException endsAnyway) {
            // the hook restores
        }
    }
}
