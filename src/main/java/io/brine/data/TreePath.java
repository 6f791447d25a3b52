package io.brine.data;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One step of a path into a tree. Source: 3006.0 utils/data.py traverse_dict_and_list. */
final class TreePath {
    /** The step leads nowhere; nil is a place. */
    static final Object NOWHERE = new Object();

    private TreePath() {}

    static Object step(Object here, String step) {
        if (here instanceof List<?> items) {
            return inList(items, step);
        }
        if (!(here instanceof Map<?, ?> map)) {
            return NOWHERE;
        }
        if (map.containsKey(step)) {
            return map.get(step);
        }
        Object typed = YamlScalar.ofArgument(step);
        return !step.equals(typed) && has(map, typed) ? map.get(typed) : NOWHERE;
    }

    /** {@code null} is a word of YAML, and a key some maps do not even let one ask for. */
    private static boolean has(Map<?, ?> map, Object key) {
        return key == null ? map.keySet().stream().anyMatch(Objects::isNull) : map.containsKey(key);
    }

    private static Object inList(List<?> items, String step) {
        Object key = step;
        Integer index = null;
        try {
            index = Integer.valueOf(step.strip());
            key = index.longValue();
        } catch (NumberFormatException word) {
            key = step;
        }
        for (Object item : items) {
            if (item instanceof Map<?, ?> map && map.containsKey(key)) {
                return map.get(key);
            }
        }
        if (index == null) {
            return NOWHERE;
        }
        int at = index < 0 ? items.size() + index : index;
        return at >= 0 && at < items.size() ? items.get(at) : NOWHERE;
    }
}
