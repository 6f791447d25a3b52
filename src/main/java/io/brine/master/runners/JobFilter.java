package io.brine.master.runners;

import io.brine.functions.Arguments;
import io.brine.target.Fnmatch;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What {@code jobs.list_jobs} is asked to leave out; works on the listed entries. Nothing asked lets all through. */
record JobFilter(Object metadata, Object function, Object target, Object start, Object end) {
    static final JobFilter ALL = new JobFilter(null, null, null, null, null);

    static JobFilter of(Arguments arguments) {
        return new JobFilter(
                arguments.value("search_metadata"),
                arguments.value("search_function"),
                arguments.value("search_target"),
                arguments.value("start_time"),
                arguments.value("end_time"));
    }

    static JobFilter of(Object metadata, Object function, Object target) {
        return new JobFilter(metadata, function, target, null, null);
    }

    boolean passes(Map<String, Object> entry) {
        return hasMetadata(entry.get("Metadata"))
                && likeAny(target, entry.get("Target"))
                && likeAny(function, entry.get("Function"))
                && isInTime(String.valueOf(entry.get("StartTime")));
    }

    private boolean hasMetadata(Object given) {
        if (metadata == null) {
            return true;
        }
        return metadata instanceof Map<?, ?> wanted
                && given instanceof Map<?, ?> has
                && wanted.entrySet().stream()
                        .anyMatch(entry -> has.containsKey(entry.getKey())
                                && Objects.equals(has.get(entry.getKey()), entry.getValue()));
    }

    private static boolean likeAny(Object patterns, Object names) {
        if (patterns == null) {
            return true;
        }
        List<?> wanted = patterns instanceof List<?> list
                ? list
                : List.of(String.valueOf(patterns).split(","));
        List<?> given = names instanceof List<?> list ? list : List.of(String.valueOf(names));
        return given.stream()
                .anyMatch(name -> wanted.stream()
                        .anyMatch(pattern ->
                                Fnmatch.matches(String.valueOf(pattern).strip(), String.valueOf(name))));
    }

    private boolean isInTime(String startTime) {
        String digits = Times.digits(startTime);
        return (start == null || digits.compareTo(Times.digits(String.valueOf(start))) >= 0)
                && (end == null || digits.compareTo(Times.digits(String.valueOf(end))) <= 0);
    }
}
