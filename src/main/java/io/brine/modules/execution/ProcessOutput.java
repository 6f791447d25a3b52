package io.brine.modules.execution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/**
 * Reads both outputs of a process until it ends, in the one thread that waits for it. What a grandchild that stays behind
 * would still write is not waited for.
 */
final class ProcessOutput {
    private static final long LONGEST_PAUSE_MILLIS = 20;

    private final Process process;
    private final byte[] buffer = new byte[65536];
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    ProcessOutput(Process process) {
        this.process = process;
    }

    /**
     * @param timeoutNanos 0 to wait as long as it takes
     * @return false if the process still runs after the time
     */
    boolean await(long timeoutNanos) throws InterruptedException, IOException {
        long start = System.nanoTime();
        long pause = 1;
        while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
            pause = drain() ? 1 : Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            if (timeoutNanos > 0 && System.nanoTime() - start > timeoutNanos) {
                return false;
            }
        }
        drain();
        return true;
    }

    byte[] stdout() {
        return stdout.toByteArray();
    }

    byte[] stderr() {
        return stderr.toByteArray();
    }

    private boolean drain() throws IOException {
        boolean fromOut = drain(process.getInputStream(), stdout);
        return drain(process.getErrorStream(), stderr) || fromOut;
    }

    private boolean drain(InputStream in, ByteArrayOutputStream out) throws IOException {
        boolean isAny = false;
        while (in.available() > 0) {
            int n = in.read(buffer, 0, Math.min(buffer.length, in.available()));
            out.write(buffer, 0, Math.max(n, 0));
            isAny = true;
        }
        return isAny;
    }
}
