package io.brine.target;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A nodegroup as the words of a compound expression. A definition without operators, engines and stars is a list of ids;
 * groups inside a group are put in parentheses; a group inside itself, and an unknown one, has no words.
 * Source: 3006.0 salt/utils/minions.py nodegroup_comp, _nodegroup_regex.
 */
public final class NodegroupExpansion {
    private static final Set<String> OPERATORS = Set.of("and", "or", "not", "(", ")");
    private static final Pattern ENGINE = Pattern.compile("[A-Z]@.*", Pattern.DOTALL);
    private static final Pattern EXPRESSION = Pattern.compile(".*[(\\[{\\\\?}\\])].*", Pattern.DOTALL);
    private static final int MOST_WORDS = 100_000;

    private final Map<String, Object> nodegroups;
    private final Set<String> open = new HashSet<>();
    private int words;

    /** @param nodegroups name to text or list, as configured */
    public NodegroupExpansion(Map<String, Object> nodegroups) {
        this.nodegroups = nodegroups;
    }

    /** The words of this group; none if there is no such group. */
    public List<String> words(String nodegroup) {
        return expanded(nodegroup, true);
    }

    private List<String> expanded(String nodegroup, boolean outermost) {
        Object definition = nodegroups.get(nodegroup);
        boolean usable = definition instanceof String || definition instanceof List;
        if (!usable || !open.add(nodegroup)) {
            return List.of();
        }
        List<String> written = words(definition);
        List<String> expanded = new ArrayList<>();
        boolean nested = false;
        for (String word : written) {
            boolean group = word.length() >= 3 && word.startsWith("N@");
            nested |= group;
            expanded.addAll(group ? expanded(word.substring(2), false) : List.of(word));
            // Groups that name each other twice over double at every step.
            if (++words > MOST_WORDS) {
                return List.of();
            }
        }
        open.remove(nodegroup);
        if (isPlain(written) && !(nested && outermost)) {
            return List.of(joined(written));
        }
        if (outermost && !nested) {
            return written;
        }
        if (!expanded.isEmpty()) {
            expanded.add(0, "(");
            expanded.add(")");
        }
        return expanded;
    }

    private static List<String> words(Object definition) {
        if (definition instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        String text = definition.toString().strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }

    private static boolean isPlain(List<String> words) {
        return words.stream()
                .noneMatch(word -> OPERATORS.contains(word)
                        || word.contains("*")
                        || ENGINE.matcher(word).matches());
    }

    private static String joined(List<String> words) {
        boolean expression =
                words.stream().anyMatch(word -> EXPRESSION.matcher(word).matches());
        return (expression ? "E@" : "L@") + String.join(",", words);
    }
}
