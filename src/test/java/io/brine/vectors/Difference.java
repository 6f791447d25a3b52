package io.brine.vectors;

import io.brine.data.PyText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The first place where two trees differ; types count (1 is not 1.0), the order of maps does not. */
public final class Difference {
    private static final int SHOWN = 200;

    private Difference() {}

    public static Optional<String> between(Object expected, Object actual) {
        return between("", expected, actual);
    }

    private static Optional<String> between(String at, Object expected, Object actual) {
        if (expected instanceof Map<?, ?> left && actual instanceof Map<?, ?> right) {
            return maps(at, left, right);
        }
        if (expected instanceof List<?> left && actual instanceof List<?> right) {
            return lists(at, left, right);
        }
        if (expected instanceof Set<?> left && actual instanceof Set<?> right) {
            return left.equals(right) ? Optional.empty() : told(at, expected, actual);
        }
        if (expected instanceof byte[] left && actual instanceof byte[] right) {
            return Arrays.equals(left, right) ? Optional.empty() : told(at, expected, actual);
        }
        boolean same = expected == null ? actual == null : expected.equals(actual);
        return same ? Optional.empty() : told(at, expected, actual);
    }

    private static Optional<String> maps(String at, Map<?, ?> left, Map<?, ?> right) {
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            String here = at + "/" + entry.getKey();
            Object key = entry.getKey() instanceof byte[] bytes ? equalKey(right, bytes) : entry.getKey();
            if (!right.containsKey(key)) {
                return Optional.of(here + ": missing, expected " + shown(entry.getValue()));
            }
            Optional<String> inner = between(here, entry.getValue(), right.get(key));
            if (inner.isPresent()) {
                return inner;
            }
        }
        if (right.size() > left.size()) {
            return Optional.of(at + ": unexpected keys, expected only " + left.keySet() + " got " + right.keySet());
        }
        return Optional.empty();
    }

    private static Object equalKey(Map<?, ?> map, byte[] wanted) {
        return map.keySet().stream()
                .filter(key -> key instanceof byte[] bytes && Arrays.equals(bytes, wanted))
                .map(Object.class::cast)
                .findFirst()
                .orElse(wanted);
    }

    private static Optional<String> lists(String at, List<?> left, List<?> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            Optional<String> inner = between(at + "/" + i, left.get(i), right.get(i));
            if (inner.isPresent()) {
                return inner;
            }
        }
        return left.size() == right.size() ? Optional.empty() : told(at, left, right);
    }

    private static Optional<String> told(String at, Object expected, Object actual) {
        return Optional.of((at.isEmpty() ? "" : at + ": ") + "expected " + shown(expected) + " got " + shown(actual));
    }

    private static String shown(Object value) {
        String text = PyText.repr(value);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "... (" + text.length() + ")";
    }
}
