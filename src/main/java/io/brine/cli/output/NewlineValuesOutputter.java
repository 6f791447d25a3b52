package io.brine.cli.output;

import io.brine.data.PyText;
import java.util.ArrayList;
import java.util.List;

/** Values only, one per line; lists item by item. Source: 3006.0 salt/output/newline_values_only.py. */
final class NewlineValuesOutputter implements Outputter {
    @Override
    public String format(Object data, OutputSettings settings) {
        List<String> values = new ArrayList<>();
        for (Object value : Shape.map(data).values()) {
            List<?> items = value instanceof List<?> list ? list : java.util.Collections.singletonList(value);
            items.forEach(item -> values.add(PyText.str(item)));
        }
        return String.join("\n", values);
    }
}
