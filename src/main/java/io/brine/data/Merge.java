package io.brine.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Merging trees as pillars and grains are merged. Nothing given is changed. Source: 3006.0 utils/dictupdate.py. */
public final class Merge {
    private Merge() {}

    /** How two trees become one: the values of {@code pillar_source_merging_strategy}. */
    public enum Strategy {
        /** What the renderer asks for; with YAML that is {@link #RECURSE}. */
        SMART,
        /** Maps are merged at every depth. */
        RECURSE,
        /** Only the outermost maps are merged (without YAMLEX marks). */
        AGGREGATE,
        /** A value of the second replaces that of the first whole. */
        OVERWRITE,
        /** Keys of the first alone; a key in both gets the list of both values. */
        LIST,
        /** As RECURSE; there is only one source to merge. */
        NONE
    }

    /** @param mergeLists lists at the same place are joined, without what is already there, instead of replaced */
    public static Map<Object, Object> merge(Map<?, ?> first, Map<?, ?> second, Strategy strategy, boolean mergeLists) {
        return switch (strategy) {
            case SMART, RECURSE -> recurse(first, second, mergeLists);
            case NONE -> recurse(first, second, false);
            case OVERWRITE -> recurse(overwritten(first, second), second, mergeLists);
            case AGGREGATE -> aggregate(first, second);
            case LIST -> list(first, second);
        };
    }

    /** Maps are merged at every depth, anything else of the second wins. */
    public static Map<Object, Object> recurse(Map<?, ?> first, Map<?, ?> second, boolean mergeLists) {
        Map<Object, Object> merged = map(Trees.copy(first));
        second.forEach((key, value) -> merged.put(key, merged(merged.get(key), value, mergeLists)));
        return merged;
    }

    private static Object merged(Object old, Object value, boolean mergeLists) {
        if (old instanceof Map<?, ?> oldMap && value instanceof Map<?, ?> newMap) {
            return recurse(oldMap, newMap, mergeLists);
        }
        if (mergeLists && old instanceof List<?> oldItems && value instanceof List<?> newItems) {
            List<Object> joined = new ArrayList<>(oldItems);
            newItems.stream()
                    .filter(item -> oldItems.stream().noneMatch(other -> Trees.same(item, other)))
                    .forEach(joined::add);
            return joined;
        }
        return Trees.copy(value);
    }

    private static Map<Object, Object> overwritten(Map<?, ?> first, Map<?, ?> second) {
        Map<Object, Object> overwritten = new LinkedHashMap<>(first);
        overwritten.replaceAll((key, value) -> second.containsKey(key) ? second.get(key) : value);
        return overwritten;
    }

    private static Map<Object, Object> aggregate(Map<?, ?> first, Map<?, ?> second) {
        Map<Object, Object> merged = map(Trees.copy(first));
        second.forEach((key, value) -> merged.put(key, Trees.copy(value)));
        return merged;
    }

    private static Map<Object, Object> list(Map<?, ?> first, Map<?, ?> second) {
        Map<Object, Object> merged = new LinkedHashMap<>();
        first.forEach((key, value) -> merged.put(
                key, second.containsKey(key) ? new ArrayList<>(Arrays.asList(value, second.get(key))) : value));
        return merged;
    }

    private static Map<Object, Object> map(Object copy) {
        Map<Object, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) copy).forEach(map::put);
        return map;
    }
}
