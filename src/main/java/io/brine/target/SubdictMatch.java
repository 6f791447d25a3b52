package io.brine.target;

import io.brine.data.PyText;
import io.brine.data.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A path into nested data and a pattern for what is there, {@code os:Debian}. The delimiter may also be part of the
 * pattern: {@code a:b:c} means b:c at a, or c at a:b, and the deeper place is tried first. Values and patterns are compared
 * as lower-case text. Source: 3006.0 salt/utils/data.py subdict_match.
 */
public final class SubdictMatch {
    /** How a pattern is meant. */
    public enum Mode {
        GLOB,
        PCRE,
        EXACT
    }

    private static final Object NOTHING = Map.of();
    /** Far more than any real pillar needs; data and expression may both come from somebody who wants to keep us busy. */
    private static final int MOST_STEPS = 200_000;

    private final String expression;
    private final String delimiter;
    private final Mode mode;
    private final Map<String, ScalarMatch> scalars = new ConcurrentHashMap<>();

    private interface ScalarMatch {
        boolean matches(String lowerText);
    }

    /** @param delimiter not empty */
    public SubdictMatch(String expression, String delimiter, Mode mode) {
        this.expression = expression;
        this.delimiter = delimiter;
        this.mode = mode;
    }

    public boolean matches(Map<?, ?> data) {
        return new Search().subdict(data, expression, delimiter);
    }

    static String lower(Object value) {
        return PyText.str(value).toLowerCase(Locale.ROOT);
    }

    private ScalarMatch compiled(String pattern) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        if (mode == Mode.EXACT) {
            return lower::equals;
        }
        if (mode == Mode.GLOB) {
            return Fnmatch.compile(lower)::matches;
        }
        Optional<PyRegex> regex = PyRegex.compile(lower);
        return text -> regex.isPresent() && regex.get().matchesStart(text);
    }

    /** One search through one tree. */
    private final class Search {
        private int steps;

        boolean subdict(Object data, String path, String between) {
            List<String> parts = split(path, between);
            for (int deep = parts.size() - 1; deep > 0; deep--) {
                String key = String.join(between, parts.subList(0, deep));
                boolean all = key.equals("*");
                String pattern = all ? path : String.join(between, parts.subList(deep, parts.size()));
                Object found = all ? data : Trees.traverse(data, key, between, NOTHING);
                if (++steps > MOST_STEPS) {
                    return false;
                }
                if (found(found, pattern)) {
                    return true;
                }
            }
            return false;
        }

        private boolean found(Object found, String pattern) {
            if (found instanceof Map<?, ?> map) {
                return !map.isEmpty() && dict(map, pattern);
            }
            if (found instanceof List<?> members) {
                return members.stream()
                        .anyMatch(member ->
                                member instanceof Map<?, ?> map && dict(map, pattern) || scalar(member, pattern));
            }
            return scalar(found, pattern);
        }

        private boolean dict(Map<?, ?> map, String written) {
            boolean wildcard = written.startsWith("*:");
            String pattern = wildcard ? written.substring(2) : written;
            if (++steps > MOST_STEPS) {
                return false;
            }
            return pattern.equals("*")
                    || map.containsKey(pattern)
                    || subdict(map, pattern, ":")
                    || wildcard && map.values().stream().anyMatch(child -> child(child, pattern));
        }

        private boolean child(Object child, String pattern) {
            if (child instanceof Map<?, ?> map) {
                return dict(map, pattern);
            }
            if (child instanceof List<?> members) {
                return members.stream().anyMatch(member -> scalar(member, pattern));
            }
            return scalar(child, pattern);
        }

        private boolean scalar(Object value, String pattern) {
            return ++steps <= MOST_STEPS
                    && scalars.computeIfAbsent(pattern, SubdictMatch.this::compiled)
                            .matches(lower(value));
        }
    }

    private static List<String> split(String text, String delimiter) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, from)) {
            parts.add(text.substring(from, at));
            from = at + delimiter.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    @Override
    public String toString() {
        return expression;
    }
}
