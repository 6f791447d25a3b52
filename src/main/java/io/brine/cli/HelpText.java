package io.brine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code --help} in the shape of Python's optparse, followed by examples. */
final class HelpText {
    private static final int HELP_COLUMN = 24;

    private final Synopsis synopsis;
    private final int width;
    private final StringBuilder out = new StringBuilder();

    private HelpText(Synopsis synopsis, int columns) {
        this.synopsis = synopsis;
        this.width = Math.max(40, columns - 2);
    }

    static String of(Synopsis synopsis, int columns) {
        return new HelpText(synopsis, columns).write();
    }

    private String write() {
        out.append(synopsis.usageLine()).append('\n');
        if (!synopsis.description().isEmpty()) {
            wrapped(synopsis.description(), width, 0);
            out.append('\n');
        }
        out.append("Options:\n");
        for (OptGroup group : synopsis.groups()) {
            if (!group.title().isEmpty()) {
                out.append("\n  ").append(group.title()).append(":\n");
                if (!group.description().isEmpty()) {
                    wrapped(group.description(), width - 4, 4);
                    out.append('\n');
                }
            }
            int indent = group.title().isEmpty() ? 2 : 4;
            group.options().forEach(option -> option(option, indent));
        }
        if (!synopsis.examples().isEmpty()) {
            out.append("\nExamples:\n");
            synopsis.examples()
                    .forEach(example -> out.append("  ").append(example).append('\n'));
        }
        return out.toString();
    }

    private void option(Opt option, int indent) {
        String names = " ".repeat(indent) + names(option);
        List<String> lines = lines(option.help(), width - HELP_COLUMN);
        int at = 0;
        if (names.length() <= HELP_COLUMN - 2) {
            out.append(names)
                    .append(" ".repeat(HELP_COLUMN - names.length()))
                    .append(lines.get(at++))
                    .append('\n');
        } else {
            out.append(names).append('\n');
        }
        for (; at < lines.size(); at++) {
            out.append(" ".repeat(HELP_COLUMN)).append(lines.get(at)).append('\n');
        }
    }

    private static String names(Opt option) {
        List<String> shorts = new ArrayList<>();
        List<String> longs = new ArrayList<>();
        String metavar = option.metavar().isEmpty() ? option.key().toUpperCase(Locale.ROOT) : option.metavar();
        for (String name : option.names()) {
            boolean isLong = name.startsWith("--");
            String value = option.takesValue() ? (isLong ? "=" : " ") + metavar : "";
            (isLong ? longs : shorts).add(name + value);
        }
        shorts.addAll(longs);
        return String.join(", ", shorts);
    }

    private void wrapped(String text, int room, int indent) {
        for (String paragraph : text.split("\n", -1)) {
            lines(paragraph, room)
                    .forEach(line -> out.append(" ".repeat(indent)).append(line).append('\n'));
        }
    }

    private static List<String> lines(String text, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" +")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
