package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.data.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry of {@code mine_functions}: {@code network.ip_addrs: [eth0]}, <code>alias: {mine_function: grains.get, key: id}</code>
 * or a list of arguments and maps. Source: 3006.0 salt/utils/mine.py parse_function_definition
 *
 * @param allowTgt who may see it, nil for everybody
 */
record MineFunction(
        String alias, String fun, List<Object> args, Map<String, Object> kwargs, Object allowTgt, Object allowTgtType) {
    static MineFunction of(String alias, Object definition) {
        List<Object> args = new ArrayList<>();
        Map<String, Object> kwargs = new LinkedHashMap<>();
        List<?> parts =
                definition instanceof List<?> list ? list : definition instanceof Map ? List.of(definition) : List.of();
        for (Object part : parts) {
            if (part instanceof Map<?, ?> map) {
                map.forEach((key, value) -> kwargs.put(PyText.str(key), value));
            } else {
                args.add(part);
            }
        }
        return of(alias, args, kwargs);
    }

    /** @param kwargs of the function, with {@code mine_function}, {@code allow_tgt} and {@code allow_tgt_type} among them */
    static MineFunction of(String alias, List<Object> args, Map<String, Object> kwargs) {
        Map<String, Object> rest = new LinkedHashMap<>(kwargs);
        Object fun = rest.remove("mine_function");
        Object allowTgt = rest.remove("allow_tgt");
        Object allowTgtType = rest.remove("allow_tgt_type");
        return new MineFunction(
                alias, Trees.isTruthy(fun) ? PyText.str(fun) : alias, args, rest, allowTgt, allowTgtType);
    }

    /** What the mine keeps: the value, in a wrapper that names who may see it if that is restricted. */
    Object stored(Object value) {
        if (!Trees.isTruthy(allowTgt)) {
            return value;
        }
        Map<String, Object> wrapper = new LinkedHashMap<>();
        wrapper.put("__data__", value);
        wrapper.put("__saltmine_acl__", 1L);
        wrapper.put("allow_tgt", allowTgt);
        if (Trees.isTruthy(allowTgtType)) {
            wrapper.put("allow_tgt_type", allowTgtType);
        }
        return wrapper;
    }

    boolean isAlias() {
        return !alias.equals(fun);
    }
}
