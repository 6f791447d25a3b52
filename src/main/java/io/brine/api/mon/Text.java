package io.brine.api.mon;

import io.brine.data.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Trees as pages are sent them. */
final class Text {
    private static final Json.Style COMPACT = new Json.Style(-1, false, false, true);

    private Text() {}

    static String json(Object tree) {
        return Json.dump(tree, COMPACT);
    }

    /** An event of a stream; JSON holds no line break. @param id empty for none */
    static byte[] event(String name, String id, String json) {
        String head = id.isEmpty() ? "" : "id: " + id + "\n";
        return (head + "event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The whole of it for a terminal, {@code curl} and readers without scripts. */
    static String plain(String name, Map<?, ?> fleet, List<List<Object>> rows) {
        StringBuilder text = new StringBuilder(name)
                .append("   ")
                .append(fleet.get("n"))
                .append(fleet.get("n").equals(1) ? " minion\n" : " minions\n");
        new TreeMap<>((Map<?, ?>) fleet.get("words")).forEach((word, count) -> text.append(line(word, count)));
        text.append('\n');
        ((Map<?, ?>) fleet.get("pulse")).forEach((what, value) -> text.append(line(what, value)));
        text.append('\n');
        for (List<Object> row : rows) {
            if (!row.get(1).equals("UP")) {
                text.append(String.format("%-11s %-32s %-8s %s%n", row.get(1), row.get(0), row.get(3), row.get(10)));
            }
        }
        return text.toString();
    }

    private static String line(Object name, Object value) {
        return String.format("  %-11s %s%n", name, value);
    }
}
