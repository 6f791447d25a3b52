package io.brine.grains;

import io.brine.data.Merge;
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
            Merge.recurse(grains, part, false).forEach((name, value) -> grains.put((String) name, value));
        } else {
            grains.putAll(part);
        }
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
