package io.brine.bench;

import io.brine.target.ExpectedMinions;
import io.brine.target.ExpectedMinions.Expected;
import io.brine.target.MinionFacts;
import io.brine.target.TargetExpression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Whom a publish means among 10,000 minions whose grains are in memory: half are Debian, nine in ten are web servers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TargetBench {
    private static final int MINIONS = 10_000;
    private static final int LISTED = 1000;

    private final Fleet fleet = new Fleet(MINIONS);
    private final ExpectedMinions minions = new ExpectedMinions(fleet, true, Map.of());
    private final List<String> listed = List.copyOf(fleet.accepted().subList(0, LISTED));

    @Benchmark
    public Expected glob() {
        return minions.check(new TargetExpression("web*.example.org", "glob"), true);
    }

    @Benchmark
    public Expected compoundWithGrains() {
        return minions.check(new TargetExpression("G@os:Debian and web* and not G@roles:edge", "compound"), true);
    }

    @Benchmark
    public Expected listOf1000() {
        return minions.check(new TargetExpression(listed, "list"), true);
    }

    private record Minion(String id, Optional<Map<String, Object>> grains) implements MinionFacts {
        static Minion of(int number) {
            String os = number % 2 == 0 ? "Debian" : "Ubuntu";
            String role = number % 7 == 0 ? "edge" : "core";
            Map<String, Object> grains = Map.of("os", os, "num_cpus", 4L, "roles", List.of("app", role));
            String kind = number % 10 == 0 ? "db" : "web";
            return new Minion(kind + number + ".example.org", Optional.of(grains));
        }

        @Override
        public Optional<Map<String, Object>> pillar() {
            return Optional.empty();
        }
    }

    private static final class Fleet implements ExpectedMinions.KnownMinions {
        private final Map<String, MinionFacts> minions = new LinkedHashMap<>();
        private final List<String> ids;

        Fleet(int size) {
            for (int number = 0; number < size; number++) {
                Minion minion = Minion.of(number);
                minions.put(minion.id(), minion);
            }
            ids = List.copyOf(minions.keySet());
        }

        @Override
        public List<String> accepted() {
            return ids;
        }

        @Override
        public Set<String> acceptedSet() {
            return minions.keySet();
        }

        @Override
        public List<String> cached() {
            return ids;
        }

        @Override
        public MinionFacts facts(String id) {
            return minions.get(id);
        }
    }
}
