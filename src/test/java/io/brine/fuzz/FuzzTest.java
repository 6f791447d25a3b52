package io.brine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short form of {@code bench/fuzz}: the seeds, and a fixed number of changes to them, the same every time. */
class FuzzTest {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    static Set<String> targets() {
        return FuzzTargets.ALL.keySet();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void neitherSeedsNorTheirChangesBreakIt(String name) {
        FuzzTarget target = FuzzTargets.named(name);
        List<byte[]> seeds = target.seeds();
        assertThat(seeds).isNotEmpty();
        seeds.forEach(seed -> run(target, seed));
        Mutations mutations = new Mutations(seeds, new Random(name.hashCode()));
        for (int i = 0; i < target.changes(); i++) {
            run(target, mutations.next());
        }
    }

    private static void run(FuzzTarget target, byte[] input) {
        long began = System.nanoTime();
        try {
            target.run(input.clone());
        } catch (RuntimeException | Error finding) {
            throw new AssertionError("a finding: " + Base64.getEncoder().encodeToString(input), finding);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("time of %s", Base64.getEncoder().encodeToString(input))
                .isLessThan(LONGEST);
    }
}
