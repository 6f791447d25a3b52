package io.brine.vectors;

import io.brine.data.PyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trees whose maps are in the order of their text keys. */
final class Sorted {
    private Sorted() {}

    static Object tree(Object tree) {
        if (tree instanceof List<?> items) {
            return items.stream().map(Sorted::tree).toList();
        }
        if (!(tree instanceof Map<?, ?> map) || !map.keySet().stream().allMatch(String.class::isInstance)) {
            return tree;
        }
        List<String> keys = new ArrayList<>();
        map.keySet().forEach(key -> keys.add((String) key));
        keys.sort(PyOrder::compareText);
        Map<Object, Object> sorted = new LinkedHashMap<>();
        keys.forEach(key -> sorted.put(key, tree(map.get(key))));
        return sorted;
    }
}
