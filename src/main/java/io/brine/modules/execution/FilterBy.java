package io.brine.modules.execution;

import io.brine.data.Merge;
import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.target.Fnmatch;
import java.util.List;
import java.util.Map;

/**
 * Choosing one of several maps by a value such as the grain {@code os_family}: the core of most formulas.
 * Source: 3006.0 salt/utils/data.py filter_by
 */
final class FilterBy {
    private FilterBy() {}

    /**
     * @param arguments {@code lookup_dict}, {@code merge}, {@code default} and {@code base}
     * @param path where in the facts the values to look for stand, text or a list of texts
     */
    static Object choose(Arguments arguments, String path, Map<String, Object> facts) {
        Map<String, Object> lookup = arguments.map("lookup_dict");
        Object values = Trees.traverse(facts, path, List.of());
        Object chosen = matching(lookup, values instanceof List<?> list ? list : java.util.Arrays.asList(values));
        if (chosen == null) {
            chosen = lookup.get(arguments.isNil("default") ? "None" : arguments.text("default"));
        }
        return merged(based(chosen, lookup, arguments), arguments.value("merge"));
    }

    private static Object matching(Map<String, Object> lookup, List<?> values) {
        for (Object value : values) {
            for (Map.Entry<String, Object> entry : lookup.entrySet()) {
                if (Fnmatch.matches(entry.getKey(), PyText.str(value))) {
                    if (entry.getValue() != null) {
                        return entry.getValue();
                    }
                    break;
                }
            }
        }
        return null;
    }

    private static Object based(Object chosen, Map<String, Object> lookup, Arguments arguments) {
        Object base = arguments.isNil("base") ? null : lookup.get(arguments.text("base"));
        if (base == null || chosen == null) {
            return chosen == null ? base : chosen;
        }
        if (!(base instanceof Map<?, ?> under)) {
            return chosen;
        }
        if (!(chosen instanceof Map<?, ?> over)) {
            throw new CommandExecutionException("filter_by default and look-up values must both be dictionaries.");
        }
        return Merge.recurse(under, over, false);
    }

    private static Object merged(Object chosen, Object merge) {
        if (!Trees.isTruthy(merge)) {
            return chosen;
        }
        if (!(merge instanceof Map<?, ?> over)) {
            throw new CommandExecutionException("filter_by merge argument must be a dictionary.");
        }
        if (chosen != null && !(chosen instanceof Map)) {
            throw new CommandExecutionException("filter_by cannot merge into a value that is not a dictionary.");
        }
        return chosen == null ? merge : Merge.recurse((Map<?, ?>) chosen, over, false);
    }
}
