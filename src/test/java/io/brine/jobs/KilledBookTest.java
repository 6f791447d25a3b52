package io.brine.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there, however the process ended. */
class KilledBookTest {
    private static final int ROUNDS = 4;

    @TempDir
    private Path directory;

    @Test
    void everyAcknowledgedReturnSurvivesAKill() throws Exception {
        Random random = new Random();
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(runAndKill("r" + round + "-", 500 + random.nextInt(3000)));

            assertKept(acknowledged);
        }
    }

    /** @return what the process said was safe before its end; it is killed after so many lines */
    private List<String> runAndKill(String word, int lines) throws Exception {
        String java = ProcessHandle.current().info().command().orElse("java");
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=logback-off.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JobKeeper.class.getName(),
                        directory.toString(),
                        word)
                .redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (said.size() == lines) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        // the last line may have been cut off
        return said.subList(0, said.size() - 1);
    }

    private void assertKept(List<String> acknowledged) {
        JobFiles files = new JobFiles(directory, "sha256", false);
        try (JobBook book =
                JobBook.open(directory.resolve("jobs.db"), files, Runnable::run, Runnable::run, Clock.systemUTC())) {
            assertThat(acknowledged).allMatch(line -> {
                String[] words = line.split(" ");
                return book.hasReturned(words[0], words[1]);
            });
            assertThat(book.ledger()
                            .read(session -> session.query("pragma integrity_check"))
                            .get(0)
                            .text(0))
                    .isEqualTo("ok");
        }
    }
}
