package io.brine.cli.output;

import io.brine.data.PyText;
import io.brine.data.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lists of rows as tables, wherever they lie in the data; a row is a list of text, a map or text.
 * Source: 3006.0 salt/output/table_out.py.
 */
final class TableOutputter implements Outputter {
    @Override
    public String format(Object data, OutputSettings settings) {
        Object title = settings.value("out.table.title");
        Object rowsKey = settings.value("out.table.rows_key");
        Walk walk = new Walk(settings, rowsKey, settings.value("out.table.labels_key"));
        int indent = settings.integer("out.table.nested_indent").orElse(0);
        if (Trees.isTruthy(title) && Trees.isTruthy(rowsKey)) {
            // Salt passes title and colour the wrong way round; the bytes are the same when colours are off
            walk.out.add(
                    " ".repeat(indent) + PyText.str(title) + settings.palette().paint(Color.WHITE, "") + "\n");
        }
        walk.show(data, indent);
        return String.join("\n", walk.out);
    }

    /** One table alone, as the profile outputter shows it. */
    static String table(List<?> rows, Object labels, OutputSettings settings) {
        return String.join("\n", new Walk(settings, null, null).rows(rows, labels, 0));
    }

    private static final class Walk {
        private final List<String> out = new ArrayList<>();
        private final OutputSettings settings;
        private final TableLayout layout;
        private final Object rowsKey;
        private final Object labelsKey;

        Walk(OutputSettings settings, Object rowsKey, Object labelsKey) {
            this.settings = settings;
            this.layout = TableLayout.of(settings);
            this.rowsKey = Trees.isTruthy(rowsKey) ? rowsKey : null;
            this.labelsKey = Trees.isTruthy(labelsKey) ? labelsKey : null;
        }

        void show(Object value, int indent) {
            if (value instanceof Map<?, ?> map) {
                showMap(map, indent);
            } else if (value instanceof List<?> list && rowsKey == null) {
                out.addAll(rows(list, null, indent));
            }
        }

        private void showMap(Map<?, ?> map, int indent) {
            boolean digging = rowsKey != null && !map.containsKey(rowsKey);
            for (Object key : ValueOrder.sorted(map.keySet())) {
                if (digging) {
                    show(map.get(key), indent);
                } else if (rowsKey == null || rowsKey.equals(key)) {
                    showEntry(map, key, indent);
                }
            }
        }

        private void showEntry(Map<?, ?> map, Object key, int indent) {
            if (rowsKey == null) {
                String blanks = " ".repeat(indent);
                out.add(blanks + settings.palette().paint(Color.DARK_GRAY, PyText.str(key)) + ":");
                out.add(blanks + settings.palette().paint(Color.DARK_GRAY, "----------"));
            }
            if (map.get(key) instanceof List<?> list) {
                out.addAll(rows(list, labelsKey == null ? null : map.get(labelsKey), indent));
            } else {
                show(map.get(key), indent + 4);
            }
        }

        /** The lines of one table, none for rows of different kinds. */
        List<String> rows(List<?> rows, Object labels, int indent) {
            if (rows.isEmpty() || !sameKind(rows)) {
                return List.of();
            }
            List<String> header = labels(labels, rows.get(0));
            List<List<String>> cells = new ArrayList<>();
            if (!header.isEmpty()) {
                cells.add(header);
            }
            rows.forEach(row -> cells.add(cells(row)));
            return layout.lines(cells, indent + 4, !header.isEmpty());
        }

        private static boolean sameKind(List<?> rows) {
            Class<?> kind = kindOf(rows.get(0));
            return rows.stream().allMatch(row -> kindOf(row) == kind);
        }

        private static Class<?> kindOf(Object row) {
            if (row instanceof Map) {
                return Map.class;
            }
            return row instanceof List ? List.class : row == null ? Void.class : row.getClass();
        }

        private static List<String> labels(Object labels, Object firstRow) {
            List<String> header = new ArrayList<>();
            if (labels instanceof Map<?, ?> map) {
                ValueOrder.sorted(map.keySet()).forEach(key -> header.add(Shape.text(map.get(key))));
            } else if (labels instanceof List<?> list) {
                list.forEach(label -> header.add(Shape.text(label)));
            }
            if (header.isEmpty() && firstRow instanceof Map<?, ?> map) {
                ValueOrder.sorted(map.keySet())
                        .forEach(key -> header.add(title(PyText.str(key).replace('_', ' '))));
            }
            return header;
        }

        private static List<String> cells(Object row) {
            List<String> cells = new ArrayList<>();
            if (row instanceof Map<?, ?> map) {
                ValueOrder.sorted(map.keySet()).forEach(key -> cells.add(PyText.str(map.get(key))));
            } else if (row instanceof String text) {
                cells.add(text);
            } else {
                Shape.list(row).forEach(cell -> cells.add(Shape.text(cell)));
            }
            return cells;
        }

        /** {@code str.title()}: every letter after a non-letter upper case, the others lower. */
        private static String title(String text) {
            StringBuilder titled = new StringBuilder();
            boolean inWord = false;
            for (char c : text.toCharArray()) {
                titled.append(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
                inWord = Character.isLetter(c);
            }
            return titled.toString();
        }
    }
}
