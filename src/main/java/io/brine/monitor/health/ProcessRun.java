package io.brine.monitor.health;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One program run to its end or killed at its time, with what it says cut at 64 KiB. */
final class ProcessRun {
    static final int MOST_OUTPUT = 64 * 1024;
    private static final long LAST_WORDS_MILLIS = 2_000;

    private final byte[] output = new byte[MOST_OUTPUT];
    private int length;
    private boolean cut;

    private ProcessRun() {}

    /** @param status the exit status; -1 if it was killed or could not be started @param output both streams, as UTF-8 */
    record Outcome(int status, boolean timedOut, String output) {
        String firstLine() {
            return output.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        }
    }

    /** @param input what it reads, to the end @param timeoutMillis then it and all that it started are killed */
    static Outcome run(List<String> words, String input, long timeoutMillis) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException absent) {
            return new Outcome(-1, false, "cannot run " + words.get(0) + ": " + absent.getMessage());
        }
        return new ProcessRun().finish(process, input, timeoutMillis);
    }

    private Outcome finish(Process process, String input, long timeoutMillis) throws InterruptedException {
        Thread reader = new Thread(() -> read(process.getInputStream()), "ProcessOutput");
        reader.setDaemon(true);
        reader.start();
        Thread writer = new Thread(() -> write(process.getOutputStream(), input), "ProcessInput");
        writer.setDaemon(true);
        writer.start();
        boolean ended = false;
        try {
            ended = process.waitFor(timeoutMillis, TimeUnit.MILLISECONDS);
        } finally {
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
        reader.join(LAST_WORDS_MILLIS);
        return new Outcome(ended ? process.exitValue() : -1, !ended, text());
    }

    private void read(InputStream from) {
        byte[] chunk = new byte[8192];
        try {
            for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
                take(chunk, read);
            }
        } catch (IOException closed) {
            // Killed: what was read before stays.
            return;
        }
    }

    private synchronized void take(byte[] chunk, int read) {
        int taken = Math.min(read, MOST_OUTPUT - length);
        System.arraycopy(chunk, 0, output, length, taken);
        length += taken;
        cut |= taken < read;
    }

    private synchronized String text() {
        String text = new String(output, 0, length, StandardCharsets.UTF_8);
        return cut ? text + "\n[cut at 64 KiB]" : text;
    }

    private static void write(OutputStream to, String input) {
        try (to) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException notRead) {
            // It may end without reading all; its status tells whether that matters.
            return;
        }
    }
}
