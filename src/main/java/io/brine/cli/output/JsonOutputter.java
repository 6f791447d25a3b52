package io.brine.cli.output;

import io.brine.data.DataException;
import io.brine.data.Json;
import io.brine.data.PyText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON with the indentation asked for; what JSON cannot say becomes the text of its Python literal.
 * Source: 3006.0 salt/output/json_out.py.
 */
final class JsonOutputter implements Outputter {
    @Override
    public String format(Object data, OutputSettings settings) {
        try {
            return Json.dump(sayable(data), style(settings));
        } catch (DataException unsayable) {
            // a key that is neither text, number nor nil, or keys that cannot be sorted: Salt prints an empty document
            return "{}";
        }
    }

    /** {@code output_indent}: absent 4 blanks; a negative number or nil one line; {@code pretty} 4 blanks and sorted keys. */
    private static Json.Style style(OutputSettings settings) {
        if (!settings.has("output_indent")) {
            return Json.Style.indented(4).unicode();
        }
        Object indent = settings.value("output_indent");
        if ("pretty".equals(indent)) {
            return Json.Style.indented(4).unicode().sorted();
        }
        int blanks = indent instanceof Number number ? Math.max(-1, number.intValue()) : -1;
        return Json.Style.indented(blanks).unicode();
    }

    private static Object sayable(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key, sayable(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(sayable(item)));
            return copy;
        }
        boolean plain = value == null || value instanceof String || value instanceof Boolean || value instanceof Number;
        return plain ? value : PyText.repr(value);
    }
}
