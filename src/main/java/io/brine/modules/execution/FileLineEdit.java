package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.target.PyRegex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code file.line}: one line ensured, inserted, replaced or deleted. Source: 3006.0 modules/file.py line, _set_line */
final class FileLineEdit {
    private static final Set<String> MODES = Set.of("insert", "ensure", "delete", "replace");

    private final Arguments arguments;
    private final String mode;
    private final String content;

    FileLineEdit(Arguments arguments) {
        this.arguments = arguments;
        this.mode = arguments.optionalText("mode").orElse("").toLowerCase(Locale.ROOT);
        this.content = GivenRegex.bytes(arguments.optionalText("content").orElse(""));
    }

    /** The difference, or whether something changed. */
    Object run(boolean isTest) throws IOException {
        Path path = FileQueries.realPath(FileQueries.path(arguments));
        if (!Files.isRegularFile(path)) {
            if (arguments.flag("quiet")) {
                return false;
            }
            throw new CommandExecutionException("File \"" + path + "\" does not exists or is not a file.");
        }
        check();
        EditedFile file = EditedFile.open(path);
        String after = joined(edited(lines(file.before())));
        boolean isChanged = !after.equals(file.before());
        if (isChanged && !isTest) {
            String stamp = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").format(LocalDateTime.now());
            file.replaceWith(after, arguments.flag("backup") ? "." + stamp : "");
        }
        String diff = isChanged && arguments.flag("show_changes") ? EditedFile.diff(file.before(), after) : "";
        return diff.isEmpty() ? (Object) isChanged : diff;
    }

    private void check() {
        if (arguments.isNil("mode")) {
            throw new CommandExecutionException("Mode was not defined. How to process the file?");
        }
        if (!MODES.contains(mode)) {
            throw new CommandExecutionException("Unknown mode: \"" + mode + "\"");
        }
        if (!mode.equals("delete") && arguments.isNil("content")) {
            throw new CommandExecutionException("Content can only be empty if mode is \"delete\"");
        }
    }

    /** A file that ends in a line end has an empty last line here. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(UnifiedDiff.lines(text));
        if (!lines.isEmpty() && !lineEnd(lines.get(lines.size() - 1)).isEmpty()) {
            lines.add("");
        }
        return lines;
    }

    private static String joined(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            boolean isLast = i == lines.size() - 1;
            String line = lines.get(i);
            if (!isLast && lineEnd(line).isEmpty()) {
                String model = lines.get(i > 1 ? i - 1 : Math.min(1, lines.size() - 1));
                line = line.stripTrailing() + (lineEnd(model).isEmpty() ? "\n" : lineEnd(model));
            }
            text.append(line);
        }
        return text.toString();
    }

    private static String lineEnd(String line) {
        return line.endsWith("\r\n") ? "\r\n" : line.endsWith("\n") ? "\n" : line.endsWith("\r") ? "\r" : "";
    }

    private Optional<List<String>> found(List<String> lines, String argument) {
        return arguments
                .optionalText(argument)
                .filter(regex -> !regex.isEmpty() && !lines.isEmpty())
                .map(regex -> found(regex, lines));
    }

    private static List<String> found(String regex, List<String> lines) {
        String literal = GivenRegex.bytes(regex);
        PyRegex pattern = GivenRegex.ofBytes(regex, PyRegex.DOTALL);
        return lines.stream()
                .filter(line -> pattern.finds(line) || line.contains(literal))
                .toList();
    }

    private List<String> edited(List<String> lines) {
        Optional<List<String>> before = found(lines, "before").filter(probe -> !probe.isEmpty());
        Optional<List<String>> after = found(lines, "after").filter(probe -> !probe.isEmpty());
        switch (mode) {
            case "insert" -> insert(lines, before, after);
            case "ensure" -> ensure(lines, before, after);
            default -> deleteOrReplace(lines);
        }
        return lines;
    }

    private void deleteOrReplace(List<String> lines) {
        boolean isContentMeant = arguments.isNil("before") && arguments.isNil("after");
        Optional<List<String>> match = found(lines, "match");
        if (match.isEmpty() && isContentMeant) {
            match = found(lines, "content");
        }
        if (match.isEmpty() || match.get().isEmpty()) {
            return;
        }
        String first = match.get().get(0);
        if (mode.equals("delete")) {
            lines.removeIf(first::equals);
        } else {
            lines.set(lines.indexOf(first), indented(first));
        }
    }

    private void insert(List<String> lines, Optional<List<String>> before, Optional<List<String>> after) {
        String location = arguments.optionalText("location").orElse("");
        if (location.isEmpty() && arguments.isNil("before") && arguments.isNil("after")) {
            throw new CommandExecutionException(
                    "On insert either \"location\" or \"before/after\" conditions are required.");
        }
        if (!location.isEmpty()) {
            insertAt(location, lines);
            return;
        }
        Optional<Integer> above = after.map(probe -> place(lines, probe, "after"));
        Optional<Integer> below = before.map(probe -> place(lines, probe, "before"));
        if (above.isPresent() && below.isPresent()) {
            lines.add(below.get(), indented(lines.get(below.get())));
        } else if (above.isPresent()) {
            int next = above.get() + 1;
            if (next >= lines.size() || !isContent(lines.get(next))) {
                lines.add(next, indented(lines.get(above.get())));
            }
        } else if (below.isPresent()) {
            int at = below.get();
            if (!isContent(lines.get(at > 0 ? at - 1 : lines.size() - 1))) {
                lines.add(at, indented(lines.get(at)));
            }
        } else {
            throw new CommandExecutionException("Neither before or after was found in file");
        }
    }

    private void insertAt(String location, List<String> lines) {
        if (location.equals("end")) {
            lines.add(lines.isEmpty() ? content : indented(lines.get(lines.size() - 1)));
        } else if (location.equals("start")) {
            String end = lines.isEmpty() || lineEnd(lines.get(0)).isEmpty() ? "\n" : lineEnd(lines.get(0));
            lines.add(0, lines.isEmpty() ? content + end : content.stripTrailing() + end);
        }
    }

    private void ensure(List<String> lines, Optional<List<String>> before, Optional<List<String>> after) {
        Optional<Integer> above = after.map(probe -> place(lines, probe, "after"));
        Optional<Integer> below = before.map(probe -> place(lines, probe, "before"));
        if (above.isPresent() && below.isPresent()) {
            ensureBetween(lines, above.get(), below.get());
        } else if (below.isPresent()) {
            int at = below.get();
            if (at == 0 || !isContent(lines.get(at - 1))) {
                lines.add(at, indented(lines.get(at > 0 ? at - 1 : lines.size() - 1)));
            }
        } else if (above.isPresent()) {
            int next = above.get() + 1;
            if (next >= lines.size() || !isContent(lines.get(next))) {
                lines.add(next, indented(lines.get(above.get())));
            }
        } else {
            throw new CommandExecutionException(
                    "Wrong conditions? Unable to ensure line without knowing where to put it before and/or after.");
        }
    }

    private void ensureBetween(List<String> lines, int above, int below) {
        if (lines.stream().anyMatch(line -> line.stripLeading().equals(content))) {
            return;
        }
        if (above + 1 == below) {
            lines.add(below, indented(lines.get(above)));
        } else if (above + 2 == below) {
            lines.set(above + 1, indented(lines.get(above)));
        } else {
            throw new CommandExecutionException(
                    "Found more than one line between boundaries \"before\" and \"after\".");
        }
    }

    /** Where the one line is that a condition found. */
    private static int place(List<String> lines, List<String> probe, String condition) {
        if (probe.size() != 1) {
            throw new CommandExecutionException(
                    "Found more than expected occurrences in \"" + condition + "\" expression");
        }
        return lines.indexOf(probe.get(0));
    }

    private boolean isContent(String line) {
        return line.replaceFirst("[\r\n]+$", "").equals(content.replaceFirst("[\r\n]+$", ""));
    }

    /** The content, as far to the right as the model. */
    private String indented(String model) {
        if (!arguments.flag("indent")) {
            return content;
        }
        int spaces = 0;
        while (spaces < model.length() && (model.charAt(spaces) == ' ' || model.charAt(spaces) == '\t')) {
            spaces++;
        }
        return model.substring(0, spaces) + content.stripLeading();
    }
}
