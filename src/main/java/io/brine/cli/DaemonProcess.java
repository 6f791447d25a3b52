package io.brine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The process around a daemon: its pid file, and an orderly end at SIGTERM or SIGINT. */
final class DaemonProcess {
    private final Path pidFile;
    private final CountDownLatch ended = new CountDownLatch(1);

    DaemonProcess(Path pidFile) {
        this.pidFile = pidFile;
    }

    /**
     * Writes the pid file and, when the process is told to end, closes the daemon before it does.
     *
     * @param close must come back soon
     */
    void guard(Runnable close) {
        writePid();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            close.run();
                            removePid();
                            ended.countDown();
                        },
                        "shutdown"));
    }

    /** Waits until the process is told to end. */
    void await() {
        try {
            ended.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void writePid() {
        try {
            if (pidFile.getParent() != null) {
                Files.createDirectories(pidFile.getParent());
            }
            Files.writeString(pidFile, Long.toString(ProcessHandle.current().pid()));
        } catch (IOException unwritable) {
            throw new ExitException(
                    ExitCodes.GENERIC, "cannot write the pid file " + pidFile + ": " + unwritable.getMessage() + "\n");
        }
    }

    private void removePid() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException stays) {
            // the next start writes over it
        }
    }
}
