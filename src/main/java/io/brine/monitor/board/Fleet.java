package io.brine.monitor.board;

import io.brine.monitor.health.HealthWord;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers of the fleet: {@code {at, n, words: {UP: 3}, sites: {fra: {UP: 3}}, pulse: {...}}}. */
public final class Fleet {
    private static final int MOST_IN_A_TERMINAL = 500;

    private Fleet() {}

    public static Map<String, Object> tree(List<MinionRow> rows, Map<String, Object> pulse, long atMillis) {
        Map<String, Integer> words = new TreeMap<>();
        Map<String, Map<String, Integer>> sites = new TreeMap<>();
        for (MinionRow row : rows) {
            words.merge(row.word(), 1, Integer::sum);
            sites.computeIfAbsent(row.site(), site -> new TreeMap<>()).merge(row.word(), 1, Integer::sum);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("at", atMillis);
        tree.put("n", rows.size());
        tree.put("words", words);
        tree.put("sites", sites);
        tree.put("pulse", pulse);
        return tree;
    }

    /** What a terminal shows: {@code {master, fleet, minions: [[...], ...], trouble}}. */
    static Map<String, Object> top(Board board, long atMillis) {
        List<MinionRow> rows = board.minions();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("master", board.name());
        tree.put("fleet", tree(rows, board.pulse(), atMillis));
        tree.put("minions", worst(rows).stream().map(MinionRow::asList).toList());
        tree.put("trouble", board.trouble());
        return tree;
    }

    /** As many as fit, the worst first. */
    static List<MinionRow> worst(List<MinionRow> rows) {
        return rows.stream()
                .sorted(Comparator.comparingInt(
                        row -> HealthWord.valueOf(row.word()).rank(row.kind())))
                .limit(MOST_IN_A_TERMINAL)
                .toList();
    }
}
