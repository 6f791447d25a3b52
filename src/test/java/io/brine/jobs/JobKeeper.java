package io.brine.jobs;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A process that books returns until it is killed, and says which are safe, one a line. */
final class JobKeeper {
    private JobKeeper() {}

    /** @param args directory, and a word that makes its jids its own */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        JobFiles files = new JobFiles(directory, "sha256", false);
        JobBook book =
                JobBook.open(directory.resolve("jobs.db"), files, Runnable::run, Runnable::run, Clock.systemUTC());
        for (int job = 0; ; job++) {
            String jid = args[1] + job;
            for (int minion = 0; minion < 200; minion++) {
                String id = "m" + minion;
                JobReturn returned =
                        new JobReturn(jid, id, "test.ping", Map.of("return", "x".repeat(500)), Optional.empty());
                book.saveReturn(returned).thenAccept(saved -> say(jid + " " + id));
            }
            book.ledger().write(session -> 1).join();
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
