package io.brine.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The names options can have, from {@code options.txt}: what to say about a name that is none of them, or one that does nothing yet. */
final class KnownOptions {
    private static final Map<String, Set<String>> MARKS = read();

    private KnownOptions() {}

    static boolean isKnown(String name) {
        return MARKS.containsKey(name);
    }

    /** "did you mean" for a near miss. A name near to none is the user's own and says nothing: functions read such options. */
    static Optional<String> remark(String name) {
        if (isKnown(name)) {
            return Optional.empty();
        }
        return nearest(name).map(near -> "unknown option '" + name + "', did you mean '" + near + "'?");
    }

    /** What to say when this option is set for a daemon in which it does nothing yet. @param role master or minion */
    static Optional<String> unsupported(String name, String role) {
        return MARKS.getOrDefault(name, Set.of()).contains("unsupported-by-" + role)
                ? Optional.of("option '" + name + "' is not supported yet by the " + role + " and has no effect")
                : Optional.empty();
    }

    /** The same for a name inside a block, whose names are these. */
    static Optional<String> remark(String block, String name, Set<String> names) {
        if (names.contains(name)) {
            return Optional.empty();
        }
        String unknown = "unknown option '" + name + "' in " + block;
        return Optional.of(nearest(name, names)
                .map(near -> unknown + ", did you mean '" + near + "'?")
                .orElse(unknown));
    }

    private static Optional<String> nearest(String name) {
        return nearest(name, MARKS.keySet());
    }

    /** The one of these names that somebody who wrote this one may have meant. */
    static Optional<String> nearest(String name, Set<String> names) {
        int allowed = name.length() < 6 ? 1 : 2;
        return names.stream()
                .filter(known -> Math.abs(known.length() - name.length()) <= allowed)
                .filter(known -> distance(known, name) <= allowed)
                .min(Comparator.comparingInt((String known) -> distance(known, name))
                        .thenComparing(known -> known));
    }

    /** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(int[][] cost, String from, String to, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }

    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> marks = new HashMap<>();
        Resource.text("options.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    String[] words = line.split(" ");
                    marks.put(
                            words[0],
                            Set.of(words).stream()
                                    .filter(word -> !word.equals(words[0]))
                                    .collect(Collectors.toSet()));
                });
        return marks;
    }

    /** A file that lies beside this class. */
    static final class Resource {
        private Resource() {}

        static String text(String name) {
            try (InputStream in = KnownOptions.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("the jar lacks " + name);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
