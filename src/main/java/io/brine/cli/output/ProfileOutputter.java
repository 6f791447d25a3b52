package io.brine.cli.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** States by duration as a table of name, function and milliseconds. Source: 3006.0 salt/output/profile.py. */
final class ProfileOutputter implements Outputter {
    private static final int NAME_MAX = 60;
    private static final Comparator<Row> ORDER = Comparator.comparingDouble(Row::millis)
            .thenComparing(Row::name, ValueOrder.TEXT)
            .thenComparing(Row::function, ValueOrder.TEXT);

    private record Row(double millis, String name, String function) {}

    @Override
    public String format(Object data, OutputSettings settings) {
        List<Row> rows = new ArrayList<>();
        for (Object states : Shape.map(data).values()) {
            Shape.map(states).forEach((tag, state) -> rows.add(row(Shape.text(tag), Shape.map(state))));
        }
        rows.sort(ORDER);
        int width = rows.stream().mapToInt(row -> millis(row).length()).max().orElse(0);
        int column = Math.max(width, "duration (ms)".length());
        List<List<String>> cells = new ArrayList<>();
        rows.forEach(row -> cells.add(List.of(row.name(), row.function(), TextLines.right(millis(row), column))));
        return TableOutputter.table(cells, List.of("name", "mod.fun", "duration (ms)"), settings);
    }

    private static String millis(Row row) {
        return Decimals.fixed(row.millis(), 4);
    }

    /** Durations arrive as numbers or as their text; -1 when there is none. */
    private static double millis(Map<?, ?> state) {
        return state.containsKey("duration") ? Shape.number(state.get("duration")) : -1;
    }

    private static Row row(String tag, Map<?, ?> state) {
        String[] parts = tag.split("_\\|-", -1);
        Object named = state.containsKey("name") ? state.get("name") : state.get("__id__");
        String name = named == null ? "<>" : Shape.text(named);
        String shown = name.length() > NAME_MAX ? name.substring(0, NAME_MAX - 3) + "..." : name;
        return new Row(millis(state), shown, parts[0] + "." + parts[parts.length - 1]);
    }
}
