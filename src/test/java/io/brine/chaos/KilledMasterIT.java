package io.brine.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench/chaos kill}. */
class KilledMasterIT {
    private static final int ROUNDS = 4;
    private static final int MINIONS = 12;

    @TempDir
    private Path root;

    @Test
    void whatAKilledMasterHasAcknowledgedIsInItsBook() throws Exception {
        try (KillRounds chaos = new KillRounds(root)) {
            KillRounds.Outcome outcome = chaos.run(ROUNDS, MINIONS);

            assertThat(outcome.acknowledged()).isPositive();
            assertThat(outcome.lost()).isZero();
            assertThat(outcome.sound()).isEqualTo("ok");
            assertThat(outcome.restartMillis()).hasSize(ROUNDS);
        }
    }
}
