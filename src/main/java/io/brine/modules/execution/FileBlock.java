package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.InvocationException;
import io.brine.target.PyRegex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code file.blockreplace}: the text between two marks. Source: 3006.0 modules/file.py blockreplace */
final class FileBlock {
    private final Arguments arguments;
    private final String start;
    private final String end;
    private final String content;
    private final boolean isNewlineAppended;

    FileBlock(Arguments arguments) {
        this.arguments = arguments;
        this.start = GivenRegex.bytes(arguments.text("marker_start"));
        this.end = GivenRegex.bytes(arguments.text("marker_end"));
        this.content = GivenRegex.bytes(arguments.optionalText("content").orElse(""));
        this.isNewlineAppended =
                arguments.isNil("append_newline") ? !content.endsWith("\n") : arguments.flag("append_newline");
    }

    Object run() throws IOException {
        long ways = Stream.of(
                        "append_if_not_found", "prepend_if_not_found", "insert_before_match", "insert_after_match")
                .filter(arguments::flag)
                .count();
        if (ways > 1) {
            throw new InvocationException("Only one of append_if_not_found, prepend_if_not_found, insert_before_match, "
                    + "and insert_after_match is permitted");
        }
        Path path = FileQueries.path(arguments);
        if (!Files.exists(path)) {
            throw new InvocationException("File not found: " + path);
        }
        EditedFile file = EditedFile.open(path);
        List<String> before =
                List.of(file.before().isEmpty() ? new String[0] : file.before().split("(?<=\n)"));
        String lineEnd = !before.isEmpty() && before.get(0).endsWith("\r\n") ? "\r\n" : "\n";
        String after = String.join("", edited(before, lineEnd));
        boolean hasChanges = !after.equals(file.before());
        if (hasChanges && !arguments.flag("dry_run")) {
            file.replaceWith(after, EditedFile.suffix(arguments.value("backup")));
        }
        return arguments.flag("show_changes") ? EditedFile.diff(file.before(), after) : hasChanges;
    }

    private List<String> edited(List<String> before, String lineEnd) {
        List<String> after = new ArrayList<>();
        boolean isInside = false;
        boolean isFound = false;
        for (String line : before) {
            if (line.contains(start)) {
                isInside = true;
                after.add(line);
            } else if (!isInside) {
                after.add(line);
            } else if (line.contains(end)) {
                isInside = false;
                isFound = true;
                after.addAll(block(lineEnd, line.substring(line.indexOf(end))));
            }
        }
        if (isInside) {
            throw new CommandExecutionException("Unterminated marked block. End of file reached before marker_end.");
        }
        return isFound ? after : added(before, lineEnd);
    }

    /** The content and the line of the closing mark. */
    private List<String> block(String lineEnd, String closing) {
        String closingLine = closing.replaceFirst("[\r\n]+$", "") + lineEnd;
        String[] lines = content.split("\r?\n", -1);
        List<String> block = new ArrayList<>();
        for (int i = 0; i < lines.length - 1; i++) {
            block.add(lines[i] + lineEnd);
        }
        String last = lines[lines.length - 1];
        if (isNewlineAppended) {
            block.add(last + lineEnd);
            block.add(closingLine);
        } else {
            block.add(last + closingLine);
        }
        return block;
    }

    private List<String> added(List<String> before, String lineEnd) {
        List<String> whole = new ArrayList<>(List.of(start + lineEnd));
        whole.addAll(block(lineEnd, end));
        List<String> after = new ArrayList<>(before);
        if (arguments.flag("prepend_if_not_found")) {
            after.addAll(0, whole);
            return after;
        }
        if (arguments.flag("append_if_not_found")) {
            int last = after.size() - 1;
            if (last >= 0 && !after.get(last).endsWith(lineEnd)) {
                after.set(last, after.get(last) + lineEnd);
            }
            after.addAll(whole);
            return after;
        }
        after.addAll(insertionPoint(before), whole);
        return after;
    }

    private int insertionPoint(List<String> before) {
        boolean isBefore = arguments.flag("insert_before_match");
        if (isBefore || arguments.flag("insert_after_match")) {
            PyRegex pattern =
                    GivenRegex.ofBytes(arguments.text(isBefore ? "insert_before_match" : "insert_after_match"), 0);
            for (int i = 0; i < before.size(); i++) {
                if (pattern.finds(before.get(i))) {
                    return isBefore ? i : i + 1;
                }
            }
        }
        throw new CommandExecutionException("Cannot edit marked block. Markers were not found in file.");
    }
}
