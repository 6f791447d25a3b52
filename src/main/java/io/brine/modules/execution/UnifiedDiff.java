package io.brine.modules.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The difference of two texts exactly as Python's {@code difflib.unified_diff} prints it: its blocks are found by the
 * longest common run, then left and right of it, and lines that make up more than one hundredth of a text of two hundred
 * lines start no run. Source: 3006.0 utils/stringutils.py get_diff
 */
final class UnifiedDiff {
    private static final int CONTEXT = 3;

    private final List<String> a;
    private final List<String> b;
    private final Map<String, List<Integer>> places = new HashMap<>();

    private UnifiedDiff(List<String> a, List<String> b) {
        this.a = a;
        this.b = b;
        for (int j = 0; j < b.size(); j++) {
            places.computeIfAbsent(b.get(j), line -> new ArrayList<>()).add(j);
        }
        if (b.size() >= 200) {
            Set<String> popular = new HashSet<>();
            places.forEach((line, at) -> {
                if (at.size() > b.size() / 100 + 1) {
                    popular.add(line);
                }
            });
            places.keySet().removeAll(popular);
        }
    }

    /** @param a lines with their line ends. Empty text if both are equal */
    static String of(List<String> a, List<String> b) {
        return of(a, b, "", "");
    }

    static String of(List<String> a, List<String> b, String fromFile, String toFile) {
        return new UnifiedDiff(a, b).print(fromFile, toFile);
    }

    /** Lines with their ends, as Python's {@code splitlines(True)} over bytes: after LF, CR and CRLF. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isEnd = c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
            if (isEnd) {
                lines.add(text.substring(start, i + 1));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    private record Match(int a, int b, int size) {}

    private record Change(char kind, int a1, int a2, int b1, int b2) {}

    private record Range(int a1, int a2, int b1, int b2) {}

    private Match longest(Range in) {
        Match best = new Match(in.a1, in.b1, 0);
        Map<Integer, Integer> runs = new HashMap<>();
        for (int i = in.a1; i < in.a2; i++) {
            Map<Integer, Integer> longer = new HashMap<>();
            for (int j : places.getOrDefault(a.get(i), List.of())) {
                if (j >= in.b1 && j < in.b2) {
                    int run = runs.getOrDefault(j - 1, 0) + 1;
                    longer.put(j, run);
                    if (run > best.size) {
                        best = new Match(i - run + 1, j - run + 1, run);
                    }
                }
            }
            runs = longer;
        }
        return grown(best, in);
    }

    /** Popular lines start no run, but belong to one they touch. */
    private Match grown(Match match, Range in) {
        int i = match.a;
        int j = match.b;
        int size = match.size;
        while (i > in.a1 && j > in.b1 && a.get(i - 1).equals(b.get(j - 1))) {
            i--;
            j--;
            size++;
        }
        while (i + size < in.a2 && j + size < in.b2 && a.get(i + size).equals(b.get(j + size))) {
            size++;
        }
        return new Match(i, j, size);
    }

    private List<Match> matches() {
        List<Match> found = new ArrayList<>();
        Deque<Range> open = new ArrayDeque<>(List.of(new Range(0, a.size(), 0, b.size())));
        while (!open.isEmpty()) {
            Range range = open.pop();
            Match match = longest(range);
            if (match.size > 0) {
                found.add(match);
                open.push(new Range(range.a1, match.a, range.b1, match.b));
                open.push(new Range(match.a + match.size, range.a2, match.b + match.size, range.b2));
            }
        }
        found.sort(Comparator.comparingInt(Match::a).thenComparingInt(Match::b));
        found.add(new Match(a.size(), b.size(), 0));
        return found;
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        int i = 0;
        int j = 0;
        for (Match match : matches()) {
            if (i < match.a || j < match.b) {
                changes.add(new Change('r', i, match.a, j, match.b));
            }
            if (match.size > 0) {
                Change last = changes.isEmpty() ? null : changes.get(changes.size() - 1);
                boolean isNext = last != null && last.kind == '=' && last.a2 == match.a && last.b2 == match.b;
                int a1 = isNext ? last.a1 : match.a;
                int b1 = isNext ? last.b1 : match.b;
                if (isNext) {
                    changes.remove(changes.size() - 1);
                }
                changes.add(new Change('=', a1, match.a + match.size, b1, match.b + match.size));
            }
            i = match.a + match.size;
            j = match.b + match.size;
        }
        return changes;
    }

    /** Changes with up to three lines around them, near ones together. */
    private List<List<Change>> hunks() {
        List<Change> changes = changes();
        List<List<Change>> hunks = new ArrayList<>();
        List<Change> hunk = new ArrayList<>();
        for (int n = 0; n < changes.size(); n++) {
            Change change = changes.get(n);
            if (change.kind != '=') {
                hunk.add(change);
                continue;
            }
            boolean isFirst = n == 0;
            boolean isLast = n == changes.size() - 1;
            int length = change.a2 - change.a1;
            if (!isFirst && !isLast && length <= 2 * CONTEXT) {
                hunk.add(change);
                continue;
            }
            int kept = Math.min(CONTEXT, length);
            if (!isFirst) {
                hunk.add(new Change('=', change.a1, change.a1 + kept, change.b1, change.b1 + kept));
                hunks.add(hunk);
                hunk = new ArrayList<>();
            }
            if (!isLast) {
                hunk.add(new Change('=', change.a2 - kept, change.a2, change.b2 - kept, change.b2));
            }
        }
        if (hunk.stream().anyMatch(change -> change.kind != '=')) {
            hunks.add(hunk);
        }
        return hunks;
    }

    private String print(String fromFile, String toFile) {
        StringBuilder out = new StringBuilder();
        for (List<Change> hunk : hunks()) {
            if (out.length() == 0) {
                out.append("--- ")
                        .append(fromFile)
                        .append("\n+++ ")
                        .append(toFile)
                        .append('\n');
            }
            Change first = hunk.get(0);
            Change last = hunk.get(hunk.size() - 1);
            out.append("@@ -")
                    .append(range(first.a1, last.a2))
                    .append(" +")
                    .append(range(first.b1, last.b2))
                    .append(" @@\n");
            for (Change change : hunk) {
                if (change.kind == '=') {
                    a.subList(change.a1, change.a2)
                            .forEach(line -> out.append(' ').append(line));
                } else {
                    a.subList(change.a1, change.a2)
                            .forEach(line -> out.append('-').append(line));
                    b.subList(change.b1, change.b2)
                            .forEach(line -> out.append('+').append(line));
                }
            }
        }
        return out.toString();
    }

    private static String range(int start, int end) {
        int length = end - start;
        if (length == 1) {
            return Integer.toString(start + 1);
        }
        return (length == 0 ? start : start + 1) + "," + length;
    }
}
