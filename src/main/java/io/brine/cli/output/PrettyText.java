package io.brine.cli.output;

import io.brine.data.OrderedDict;
import io.brine.data.PyOrder;
import io.brine.data.PyText;
import io.brine.data.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Python literal broken to fit 80 columns, map keys sorted: what {@code pprint.pformat} of CPython 3.11 gives. */
final class PrettyText {
    private static final int WIDTH = 80;
    private static final Pattern WORD = Pattern.compile("\\S*\\s*", Pattern.UNICODE_CHARACTER_CLASS);

    private final StringBuilder out = new StringBuilder();
    private final int step;

    private PrettyText(int step) {
        this.step = step;
    }

    static String format(Object value) {
        return format(value, 1);
    }

    /** @param step blanks per level of nesting, at least 0 */
    static String format(Object value, int step) {
        PrettyText text = new PrettyText(step);
        text.write(value, new Place(0, 0, 0));
        return text.out.toString();
    }

    /** Column where a value begins, columns its closing brackets need after it, and how deep it lies. */
    private record Place(int indent, int allowance, int level) {
        Place deeper() {
            return new Place(indent, allowance, level + 1);
        }

        Place with(int newIndent, int newAllowance) {
            return new Place(newIndent, newAllowance, level);
        }
    }

    private void write(Object value, Place place) {
        String flat = flat(value);
        if (TextLines.length(flat) <= WIDTH - place.indent() - place.allowance() || !breaks(value)) {
            out.append(flat);
            return;
        }
        Place inside = place.deeper();
        if (value instanceof OrderedDict map) {
            writeOrdered(map, inside);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, inside);
        } else if (value instanceof Tuple tuple) {
            writeItems("(", tuple, tuple.size() == 1 ? ",)" : ")", inside);
        } else if (value instanceof List<?> list) {
            writeItems("[", list, "]", inside);
        } else if (value instanceof Set<?> set) {
            writeItems("{", sortedLoosely(set), "}", inside);
        } else if (value instanceof String text) {
            writeText(text, inside);
        } else {
            writeBytes((byte[]) value, inside);
        }
    }

    private static boolean breaks(Object value) {
        return value instanceof Map
                || value instanceof List
                || value instanceof Set
                || value instanceof String
                || value instanceof byte[];
    }

    private void writeMap(Map<?, ?> map, Place place) {
        out.append('{').append(" ".repeat(Math.max(0, step - 1)));
        int column = place.indent() + step;
        int left = map.size();
        for (Object key : sortedLoosely(map.keySet())) {
            left--;
            String name = flat(key);
            out.append(name).append(": ");
            int allowance = left == 0 ? place.allowance() + 1 : 1;
            write(map.get(key), place.with(column + TextLines.length(name) + 2, allowance));
            out.append(left == 0 ? "" : ",\n" + " ".repeat(column));
        }
        out.append('}');
    }

    /** As the list of its entries inside the name of its class. */
    private void writeOrdered(OrderedDict map, Place place) {
        out.append("OrderedDict(");
        List<Object> pairs = new ArrayList<>();
        map.forEach((key, value) -> pairs.add(new Tuple(Arrays.asList(key, value))));
        write(pairs, place.with(place.indent() + "OrderedDict(".length(), place.allowance() + 1));
        out.append(')');
    }

    private void writeItems(String open, List<?> items, String close, Place place) {
        out.append(open).append(" ".repeat(Math.max(0, step - 1)));
        int column = place.indent() + step;
        int left = items.size();
        for (Object item : items) {
            left--;
            write(item, place.with(column, left == 0 ? place.allowance() + close.length() : 1));
            out.append(left == 0 ? "" : ",\n" + " ".repeat(column));
        }
        out.append(close);
    }

    /** Long text becomes adjacent literals, broken at its line ends and then between words. */
    private void writeText(String text, Place place) {
        boolean top = place.level() == 1;
        Place within = top ? place.with(place.indent() + 1, place.allowance() + 1) : place;
        List<String> chunks = chunks(text, WIDTH - within.indent(), within.allowance());
        if (chunks.size() == 1) {
            out.append(chunks.get(0));
            return;
        }
        String joined = String.join("\n" + " ".repeat(within.indent()), chunks);
        out.append(top ? "(" + joined + ")" : joined);
    }

    private static List<String> chunks(String text, int width, int allowance) {
        List<String> chunks = new ArrayList<>();
        List<String> lines = TextLines.split(text, true);
        for (int i = 0; i < lines.size(); i++) {
            boolean last = i == lines.size() - 1;
            String literal = PyText.repr(lines.get(i));
            if (TextLines.length(literal) <= (last ? width - allowance : width)) {
                chunks.add(literal);
            } else {
                addWords(lines.get(i), width, last ? allowance : 0, chunks);
            }
        }
        return chunks;
    }

    private static void addWords(String line, int width, int allowance, List<String> chunks) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find() && matcher.end() > matcher.start()) {
            words.add(matcher.group());
        }
        String current = "";
        for (int j = 0; j < words.size(); j++) {
            String candidate = current + words.get(j);
            int room = j == words.size() - 1 ? width - allowance : width;
            if (TextLines.length(PyText.repr(candidate)) <= room) {
                current = candidate;
                continue;
            }
            if (!current.isEmpty()) {
                chunks.add(PyText.repr(current));
            }
            current = words.get(j);
        }
        if (!current.isEmpty()) {
            chunks.add(PyText.repr(current));
        }
    }

    /** Long bytes are broken after every few groups of four. */
    private void writeBytes(byte[] bytes, Place place) {
        if (bytes.length <= 4) {
            out.append(PyText.repr(bytes));
            return;
        }
        boolean top = place.level() == 1;
        int indent = top ? place.indent() + 1 : place.indent();
        int allowance = top ? place.allowance() + 1 : place.allowance();
        StringJoiner literals = new StringJoiner("\n" + " ".repeat(indent), top ? "(" : "", top ? ")" : "");
        int room = WIDTH - indent;
        int start = 0;
        for (int at = 0; at < bytes.length; at += 4) {
            int end = Math.min(at + 4, bytes.length);
            room -= at == bytes.length / 4 * 4 ? allowance : 0;
            if (PyText.repr(Arrays.copyOfRange(bytes, start, end)).length() > room && at > start) {
                literals.add(PyText.repr(Arrays.copyOfRange(bytes, start, at)));
                start = at;
            }
        }
        literals.add(PyText.repr(Arrays.copyOfRange(bytes, start, bytes.length)));
        out.append(literals);
    }

    /** The literal on one line, map keys sorted all the way down. */
    private static String flat(Object value) {
        if (value instanceof OrderedDict || value instanceof Tuple) {
            return PyText.repr(value);
        }
        if (value instanceof Map<?, ?> map) {
            StringJoiner items = new StringJoiner(", ", "{", "}");
            for (Object key : sortedLoosely(map.keySet())) {
                items.add(flat(key) + ": " + flat(map.get(key)));
            }
            return items.toString();
        }
        if (value instanceof List<?> list) {
            StringJoiner items = new StringJoiner(", ", "[", "]");
            list.forEach(item -> items.add(flat(item)));
            return items.toString();
        }
        return PyText.repr(value);
    }

    /** Sorted; what cannot be compared is ordered by the name of its Python type. */
    private static List<Object> sortedLoosely(Set<?> items) {
        List<Object> sorted = new ArrayList<>(items);
        sorted.sort((left, right) -> {
            try {
                return ValueOrder.VALUES.compare(left, right);
            } catch (UnfitDataException mixed) {
                return PyOrder.typeName(left).compareTo(PyOrder.typeName(right));
            }
        });
        return sorted;
    }
}
