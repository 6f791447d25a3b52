package io.brine.jobs;

import io.brine.data.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a job is searched by, taken out of its load.
 *
 * @param fun several functions are separated by commas
 * @param tgt a list's members are separated by commas
 * @param metadata its names and values as text
 */
record JobColumns(String fun, String user, String tgt, String tgtType, Map<String, String> metadata) {
    static JobColumns of(Map<String, Object> load) {
        Object target = load.get("tgt");
        String type = target instanceof List<?> ? "list" : text(load.getOrDefault("tgt_type", "glob"));
        return new JobColumns(
                text(load.get("fun")),
                text(load.getOrDefault("user", "root")),
                text(target),
                type,
                metadata(JobListing.metadata(load)));
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(JobColumns::text).collect(Collectors.joining(","));
        }
        return value instanceof byte[] bytes ? Trees.text(bytes) : value == null ? "" : value.toString();
    }

    private static Map<String, String> metadata(Object given) {
        Map<String, String> marks = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> marks.put(text(name), markOf(value)));
        }
        return marks;
    }

    /** A value of metadata as the index has it. */
    static String markOf(Object value) {
        return String.valueOf(value);
    }
}
