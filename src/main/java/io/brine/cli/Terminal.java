package io.brine.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a command reads from and prints to, and the environment it was started in. Always UTF-8.
 *
 * @param isTty whether standard output is a terminal, so that colours make sense
 */
public record Terminal(
        BufferedReader in, PrintStream out, PrintStream err, boolean isTty, Map<String, String> environment) {

    /** That of this process. Output is buffered: {@link #flush} before exit. */
    static Terminal ofThisProcess() {
        return of(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.console() != null,
                System.getenv());
    }

    /** One that a test, or another command, provides. */
    public static Terminal of(
            InputStream in, OutputStream out, OutputStream err, boolean isTty, Map<String, String> environment) {
        return new Terminal(
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                isTty,
                environment);
    }

    /** One line of output, shown at once. */
    void print(String line) {
        out.print(line);
        out.print('\n');
        out.flush();
    }

    /** One line on standard error. */
    void complain(String line) {
        out.flush();
        err.print(line);
        err.print('\n');
        err.flush();
    }

    /** Asks and gives the answer; empty at the end of input. */
    Optional<String> ask(String question) {
        out.print(question);
        out.flush();
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Asks for something that must not be seen. */
    Optional<String> askSecretly(String question) {
        if (System.console() == null) {
            return ask(question);
        }
        char[] typed = System.console().readPassword("%s", question);
        return typed == null ? Optional.empty() : Optional.of(new String(typed));
    }

    /** Columns to fill: {@code COLUMNS}, else 80. */
    int columns() {
        try {
            return Integer.parseInt(environment.getOrDefault("COLUMNS", "80"));
        } catch (NumberFormatException notANumber) {
            return 80;
        }
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
