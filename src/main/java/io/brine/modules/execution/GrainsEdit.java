package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changing grains, also those inside of others ({@code a:b}). Source: 3006.0 salt/modules/grains.py */
final class GrainsEdit {
    private static final Object MISSING = new Object();

    private final CallContext context;
    private final String delimiter;

    GrainsEdit(CallContext context, String delimiter) {
        this.context = context;
        this.delimiter = delimiter;
    }

    /** Writes grains and has them collected again. @return what was set */
    Map<String, Object> setvals(Map<String, Object> changes, boolean destructive, boolean refreshPillar) {
        GrainsFile.of(context).set(changes, destructive);
        if (!Boolean.TRUE.equals(context.option("local"))) {
            context.minion().refreshGrains();
            if (refreshPillar) {
                context.minion().refreshPillar();
            } else {
                context.minion().refreshModules();
            }
        }
        return changes;
    }

    Object append(Arguments arguments) {
        String key = arguments.text("key");
        Object value = arguments.value("val");
        Object existing = get(key, new ArrayList<>());
        if (!(existing instanceof List) && arguments.flag("convert")) {
            List<Object> one = new ArrayList<>();
            if (existing != null) {
                one.add(existing);
            }
            existing = one;
        }
        if (!(existing instanceof List<?> list)) {
            return "The key " + key + " is not a valid list";
        }
        if (contains(list, value)) {
            return "The val " + PyText.str(value) + " was already in the list " + key;
        }
        List<Object> longer = new ArrayList<>(list);
        if (value instanceof List<?> several) {
            longer.addAll(several);
        } else {
            longer.add(value);
        }
        return setNested(key, longer);
    }

    Object remove(Arguments arguments) {
        String key = arguments.text("key");
        Object value = arguments.value("val");
        if (!(get(key, new ArrayList<>()) instanceof List<?> list)) {
            return "The key " + key + " is not a valid list";
        }
        if (!contains(list, value)) {
            return "The val " + PyText.str(value) + " was not in the list " + key;
        }
        List<Object> shorter = new ArrayList<>(list);
        shorter.remove(indexOf(list, value));
        return setNested(key, shorter);
    }

    /** {comment, changes, result}: sets a grain unless that would silently destroy a map, a list or another value. */
    Map<String, Object> set(String key, Object value, boolean force, boolean destructive) {
        Object existing = get(key, MISSING);
        boolean isThere = existing != MISSING;
        if (isThere && Trees.same(existing, value) && (value != null || !destructive)) {
            return result("Grain is already set", Map.of(), true);
        }
        if (isThere && existing != null && !force) {
            if (isComplex(existing)) {
                return refusal("The key '" + key + "' exists but is a dict or a list. Use 'force=True' to overwrite.");
            }
            if (isComplex(value)) {
                return refusal("The key '" + key
                        + "' exists and the given value is a dict or a list. Use 'force=True' to overwrite.");
            }
        }
        return setInside(key, value, force, destructive);
    }

    private Map<String, Object> setInside(String key, Object value, boolean force, boolean destructive) {
        String at = key;
        Object current = value;
        for (int cut = at.lastIndexOf(delimiter); cut >= 0; cut = at.lastIndexOf(delimiter)) {
            String rest = at.substring(cut + delimiter.length());
            at = at.substring(0, cut);
            Object around = get(at, new LinkedHashMap<>());
            if (around instanceof Map<?, ?> map) {
                current = changed(map, rest, current, destructive);
            } else if (around instanceof List<?> list) {
                current = changed(list, rest, current);
            } else if (force || rest.equals(around)) {
                current = one(rest, current);
            } else {
                return refusal("The key '" + at + "' value is '" + PyText.str(around)
                        + "', which is different from the provided key '" + rest
                        + "'. Use 'force=True' to overwrite.");
            }
        }
        return result("", setvals(one(at, current), destructive, true), true);
    }

    private Map<String, Object> setNested(String key, Object value) {
        String at = key;
        Object current = value;
        for (int cut = at.lastIndexOf(delimiter); cut >= 0; cut = at.lastIndexOf(delimiter)) {
            String rest = at.substring(cut + delimiter.length());
            at = at.substring(0, cut);
            Object around = get(at, Map.of());
            current = around instanceof Map<?, ?> map ? changed(map, rest, current, false) : around;
        }
        return setvals(one(at, current), false, true);
    }

    private static Map<Object, Object> changed(Map<?, ?> map, String key, Object value, boolean destructive) {
        Map<Object, Object> changed = new LinkedHashMap<>(map);
        if (value == null && destructive) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return changed;
    }

    private static List<Object> changed(List<?> list, String key, Object value) {
        List<Object> changed = new ArrayList<>();
        boolean isDone = false;
        for (Object each : list) {
            boolean isKey = key.equals(each);
            boolean isHolder = each instanceof Map<?, ?> map && map.containsKey(key);
            changed.add(isKey ? one(key, value) : isHolder ? changed((Map<?, ?>) each, key, value, false) : each);
            isDone |= isKey || isHolder;
        }
        if (!isDone) {
            changed.add(one(key, value));
        }
        return changed;
    }

    private Object get(String key, Object missing) {
        return Trees.traverse(context.grains(), key, delimiter, missing);
    }

    private static boolean contains(List<?> list, Object value) {
        return indexOf(list, value) >= 0;
    }

    private static int indexOf(List<?> list, Object value) {
        for (int i = 0; i < list.size(); i++) {
            if (Trees.same(list.get(i), value)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isComplex(Object value) {
        return value instanceof Map || value instanceof List;
    }

    private static Map<String, Object> one(String key, Object value) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put(key, value);
        return one;
    }

    private static Map<String, Object> refusal(String comment) {
        return result(comment, Map.of(), false);
    }

    private static Map<String, Object> result(String comment, Object changes, boolean isDone) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("comment", comment);
        result.put("changes", changes);
        result.put("result", isDone);
        return result;
    }
}
