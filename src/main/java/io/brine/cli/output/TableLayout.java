package io.brine.cli.output;

import io.brine.data.PyText;
import io.brine.data.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of cells as lines between separators; cells wrap at blanks. Source: 3006.0 salt/output/table_out.py TableDisplay. */
final class TableLayout {
    private final OutputSettings settings;
    private final String rowDelimiter;
    private final String delimiter;
    private final String prefix;
    private final String suffix;
    private final String justify;
    private final int width;

    private TableLayout(OutputSettings settings) {
        this.settings = settings;
        this.rowDelimiter = option("row_delimiter", "-");
        this.delimiter = option("delim", " | ");
        this.prefix = option("prefix", "| ");
        this.suffix = option("suffix", " |");
        this.justify = option("justify", "center").toLowerCase(Locale.ROOT);
        this.width = settings.integer("out.table.width").orElse(50);
    }

    static TableLayout of(OutputSettings settings) {
        return new TableLayout(settings);
    }

    private String option(String name, String otherwise) {
        Object value = settings.value("out.table." + name);
        return Trees.isTruthy(value) ? PyText.str(value) : otherwise;
    }

    private boolean isOn(String name) {
        Object value = settings.value("out.table." + name);
        return value == null || Trees.isTruthy(value);
    }

    /** The table's lines. @param header whether the first row holds labels */
    List<String> lines(List<List<String>> rows, int indent, boolean header) {
        List<List<List<String>>> logicalRows = new ArrayList<>();
        rows.forEach(row -> logicalRows.add(wrapped(row)));
        List<Integer> widths = widths(logicalRows);
        String separator = line(Color.LIGHT_GRAY, rowDelimiter.repeat(total(widths)), indent);
        boolean separateRows = isOn("separate_rows");
        boolean headerAhead = header && isOn("has_header");
        List<String> out = new ArrayList<>();
        if (separateRows) {
            out.add(separator);
        }
        for (List<List<String>> physicalRows : logicalRows) {
            physicalRows.forEach(row -> out.add(line(Color.WHITE, joined(row, widths), indent)));
            if (separateRows || headerAhead) {
                out.add(separator);
                headerAhead = false;
            }
        }
        return out;
    }

    private String line(Color color, String text, int indent) {
        return " ".repeat(indent) + settings.palette().paint(color, text);
    }

    /** A row as the lines it needs: as many as its shortest cell has, since Salt zips the cells' lines. */
    private List<List<String>> wrapped(List<String> row) {
        List<String[]> cells = new ArrayList<>();
        int height = Integer.MAX_VALUE;
        for (String cell : row) {
            String[] lines = wrap(cell).split("\n", -1);
            height = Math.min(height, lines.length);
            cells.add(lines);
        }
        List<List<String>> physical = new ArrayList<>();
        for (int i = 0; i < height && !cells.isEmpty(); i++) {
            int line = i;
            physical.add(cells.stream().map(lines -> lines[line]).toList());
        }
        return physical;
    }

    private String wrap(String text) {
        String[] words = text.split(" ", -1);
        StringBuilder wrapped = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            int column = TextLines.length(wrapped.substring(wrapped.lastIndexOf("\n") + 1));
            int next = TextLines.length(words[i].split("\n", 2)[0]);
            wrapped.append(column + next >= width ? '\n' : ' ').append(words[i]);
        }
        return wrapped.toString();
    }

    private static List<Integer> widths(List<List<List<String>>> logicalRows) {
        List<List<String>> rows = new ArrayList<>();
        logicalRows.forEach(rows::addAll);
        int columns = rows.stream().mapToInt(List::size).min().orElse(0);
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            int column = i;
            widths.add(rows.stream()
                    .mapToInt(row -> TextLines.length(row.get(column)))
                    .max()
                    .orElse(0));
        }
        return widths;
    }

    private int total(List<Integer> widths) {
        int cells = widths.stream().mapToInt(Integer::intValue).sum();
        return prefix.length() + suffix.length() + cells + delimiter.length() * Math.max(0, widths.size() - 1);
    }

    private String joined(List<String> row, List<Integer> widths) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < widths.size(); i++) {
            cells.add(justified(row.get(i), widths.get(i)));
        }
        return prefix + String.join(delimiter, cells) + suffix;
    }

    private String justified(String cell, int columns) {
        return switch (justify) {
            case "left" -> TextLines.left(cell, columns);
            case "right" -> TextLines.right(cell, columns);
            case "center" -> TextLines.center(cell, columns);
            default -> throw new UnfitDataException("cannot justify " + justify);
        };
    }
}
