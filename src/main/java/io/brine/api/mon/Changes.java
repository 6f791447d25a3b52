package io.brine.api.mon;

import io.brine.monitor.board.MinionRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows have changed, moment by moment, for the last minutes: who comes back within them is told only what he missed. Not
 * thread-safe.
 */
final class Changes {
    private static final int MOST_MOMENTS = 300;
    private static final int MOST_ROWS = 50_000;

    private final Deque<Moment> moments = new ArrayDeque<>();
    private Map<String, MinionRow> told = Map.of();
    private int rows;
    private long number;

    /** @param gone ids */
    record Moment(long number, List<MinionRow> changed, List<String> gone) {
        int size() {
            return changed.size() + gone.size();
        }

        Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("rows", changed.stream().map(MinionRow::asList).toList());
            tree.put("gone", gone);
            return tree;
        }
    }

    /** Number of the last moment in which something changed. */
    long number() {
        return number;
    }

    /** All rows as pages know them. */
    List<List<Object>> all() {
        List<List<Object>> all = new ArrayList<>(told.size());
        told.values().forEach(row -> all.add(row.asList()));
        return all;
    }

    /** Empty if nothing has changed that is worth telling. */
    Optional<Moment> look(List<MinionRow> now) {
        Map<String, MinionRow> next = new LinkedHashMap<>(now.size() * 2);
        List<MinionRow> changed = new ArrayList<>();
        for (MinionRow row : now) {
            MinionRow before = told.get(row.id());
            boolean same = row.isLike(before);
            next.put(row.id(), same ? before : row);
            if (!same) {
                changed.add(row);
            }
        }
        List<String> gone = new ArrayList<>();
        if (told.size() + changed.size() > next.size()) {
            told.keySet().stream().filter(id -> !next.containsKey(id)).forEach(gone::add);
        }
        told = next;
        if (changed.isEmpty() && gone.isEmpty()) {
            return Optional.empty();
        }
        Moment moment = new Moment(++number, changed, gone);
        keep(moment);
        return Optional.of(moment);
    }

    private void keep(Moment moment) {
        moments.add(moment);
        rows += moment.size();
        while (moments.size() > MOST_MOMENTS || rows > MOST_ROWS && moments.size() > 1) {
            rows -= moments.remove().size();
        }
    }

    /** All that changed after this moment, as one; empty if that is not known any more. */
    Optional<Moment> since(long seen) {
        long first = moments.isEmpty() ? number + 1 : moments.peek().number();
        if (seen > number || seen < first - 1) {
            return Optional.empty();
        }
        Map<String, MinionRow> last = new HashMap<>();
        Set<String> gone = new HashSet<>();
        for (Moment moment : moments) {
            if (moment.number() > seen) {
                moment.gone().forEach(id -> {
                    last.remove(id);
                    gone.add(id);
                });
                moment.changed().forEach(row -> {
                    last.put(row.id(), row);
                    gone.remove(row.id());
                });
            }
        }
        return Optional.of(new Moment(number, List.copyOf(last.values()), List.copyOf(gone)));
    }
}
