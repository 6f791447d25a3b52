package io.brine.grains;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Merges the parts in their order, drops what the blacklist names; the configuration's own grains have the last word and are never dropped. */
final class GrainsMerge {
    private final GrainsSettings.Fixed fixed;
    private final Map<String, Object> grains = new LinkedHashMap<>();

    GrainsMerge(GrainsSettings.Fixed fixed) {
        this.fixed = fixed;
    }

    void add(Map<String, Object> part) {
        Map<String, Object> allowed = new LinkedHashMap<>(part);
        allowed.keySet().removeIf(name -> fixed.blacklist().stream().anyMatch(block -> matches(name, block)));
        merge(allowed);
    }

    Map<String, Object> result() {
        merge(fixed.grains());
        return grains;
    }

    private void merge(Map<String, Object> part) {
        if (fixed.isDeepMerge()) {
            deepMerge(grains, part);
        } else {
            grains.putAll(part);
        }
    }

    /** Source: 3006.0 utils/dictupdate.py update: maps are merged, anything else is replaced */
    private static void deepMerge(Map<String, Object> target, Map<?, ?> part) {
        part.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (target.get(name) instanceof Map<?, ?> old && value instanceof Map<?, ?> update) {
                Map<String, Object> merged = new LinkedHashMap<>();
                old.forEach((oldKey, oldValue) -> merged.put(String.valueOf(oldKey), oldValue));
                deepMerge(merged, update);
                target.put(name, merged);
            } else {
                target.put(name, value);
            }
        });
    }

    /** As a glob, else as a regular expression for the whole name. Source: 3006.0 utils/stringutils.py expr_match */
    private static boolean matches(String name, String expression) {
        return name.equals(expression) || isRegex(name, glob(expression)) || isRegex(name, expression);
    }

    private static boolean isRegex(String name, String regex) {
        try {
            return Pattern.compile(regex, Pattern.DOTALL).matcher(name).matches();
        } catch (PatternSyntaxException notOne) {
            return false;
        }
    }

    private static String glob(String expression) {
        StringBuilder regex = new StringBuilder();
        for (char c : expression.toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default ->
                    regex.append(
                            List.of('[', ']', '-').contains(c) ? String.valueOf(c) : Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
