package io.brine.cli.output;

import io.brine.data.DataException;
import io.brine.data.OrderedDict;
import io.brine.data.Yaml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Block YAML; a negative {@code output_indent} puts everything on one line. Source: 3006.0 salt/output/yaml_out.py. */
final class YamlOutputter implements Outputter {
    @Override
    public String format(Object data, OutputSettings settings) {
        try {
            return dump(sorted(data), settings);
        } catch (DataException unsayable) {
            return "";
        }
    }

    private static String dump(Object data, OutputSettings settings) {
        if (!settings.has("output_indent")) {
            return Yaml.dumpBlock(data);
        }
        int indent = settings.integer("output_indent")
                .orElseThrow(() -> new UnfitDataException("output_indent is not a number"));
        return indent < 0 ? Yaml.dumpFlow(data) : Yaml.dumpBlock(data, indent);
    }

    /** PyYAML sorts the keys of a dict if it can, and leaves ordered ones as they are. */
    private static Object sorted(Object value) {
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(sorted(item)));
            return copy;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, Object> copy = new LinkedHashMap<>();
        keys(map).forEach(key -> copy.put(key, sorted(map.get(key))));
        return copy;
    }

    private static Collection<?> keys(Map<?, ?> map) {
        if (map instanceof OrderedDict) {
            return map.keySet();
        }
        try {
            return ValueOrder.sorted(map.keySet());
        } catch (UnfitDataException mixedKeys) {
            return map.keySet();
        }
    }
}
