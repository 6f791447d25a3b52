package io.brine.cli.output;

import io.brine.data.PyText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of Python's {@code str.format} that a {@code state_tabular} line uses: {@code {2:>10}}, {@code {6[duration]!s:>7}}. */
final class PyFormat {
    private static final Pattern FIELD = Pattern.compile("\\{\\{|\\}\\}"
            + "|\\{(?<index>\\d*)(?<keys>(?:\\[[^\\]]+\\])*)(?:!(?<conversion>[rs]))?(?::(?<spec>[^{}]*))?\\}"
            + "|[{}]");
    private static final Pattern SPEC = Pattern.compile("(?:(.)?([<>^]))?(\\d+)?(?:\\.(\\d+))?s?");
    private static final Pattern KEY = Pattern.compile("\\[([^\\]]+)\\]");

    private PyFormat() {}

    /** @throws UnfitDataException for a field that is not there or a format that cannot be read */
    static String format(String format, List<?> arguments) {
        StringBuilder out = new StringBuilder();
        Matcher field = FIELD.matcher(format);
        int automatic = 0;
        int from = 0;
        while (field.find()) {
            out.append(format, from, field.start());
            from = field.end();
            if (field.group().equals("{{") || field.group().equals("}}")) {
                out.append(field.group().charAt(0));
                continue;
            }
            String index = field.group("index");
            if (index == null) {
                throw new UnfitDataException("a single brace in the format");
            }
            int position = index.isEmpty() ? automatic++ : Integer.parseInt(index);
            out.append(shown(field, arguments, position));
        }
        return out.append(format, from, format.length()).toString();
    }

    private static String shown(Matcher field, List<?> arguments, int position) {
        if (position >= arguments.size()) {
            throw new UnfitDataException("no argument " + position);
        }
        Object value = arguments.get(position);
        Matcher key = KEY.matcher(field.group("keys"));
        while (key.find()) {
            value = Shape.required(Shape.map(value), key.group(1));
        }
        String text = "r".equals(field.group("conversion")) ? PyText.repr(value) : PyText.str(value);
        String spec = field.group("spec");
        return spec == null ? text : padded(text, spec);
    }

    private static String padded(String text, String spec) {
        Matcher matcher = SPEC.matcher(spec);
        if (!matcher.matches()) {
            throw new UnfitDataException("cannot read the format " + spec);
        }
        String cut = matcher.group(4) == null
                ? text
                : text.substring(0, Math.min(text.length(), Integer.parseInt(matcher.group(4))));
        int width = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        String fill = matcher.group(1) == null ? " " : matcher.group(1);
        int missing = Math.max(0, width - TextLines.length(cut));
        String align = matcher.group(2) == null ? "<" : matcher.group(2);
        return switch (align) {
            case ">" -> fill.repeat(missing) + cut;
            case "^" -> fill.repeat(missing / 2) + cut + fill.repeat(missing - missing / 2);
            default -> cut + fill.repeat(missing);
        };
    }
}
