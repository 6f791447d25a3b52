package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.target.PyRegex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** {@code file.replace} and {@code file.search}. Source: 3006.0 modules/file.py replace, search */
final class FileReplace {
    private final Arguments arguments;

    private FileReplace(Arguments arguments) {
        this.arguments = arguments;
    }

    static void register(Registrar functions) {
        functions.add(
                "replace",
                Parameters.of(
                        "path",
                        "pattern",
                        "repl",
                        "count=0",
                        "flags=8",
                        "bufsize=1",
                        "append_if_not_found=False",
                        "prepend_if_not_found=False",
                        "not_found_content=None",
                        "backup=.bak",
                        "dry_run=False",
                        "search_only=False",
                        "show_changes=True",
                        "ignore_if_missing=False",
                        "preserve_inode=True",
                        "backslash_literal=False"),
                "Replace what a regular expression matches; returns the difference.\n"
                        + "salt '*' file.replace /etc/httpd/httpd.conf pattern='LogLevel warn' repl='LogLevel info'",
                (context, arguments) -> new FileReplace(arguments).replace());
        functions.add(
                "search",
                Parameters.of("path", "pattern", "flags=8", "bufsize=1", "ignore_if_missing=False", "multiline=False"),
                "Tell whether a regular expression matches in a file.\nsalt '*' file.search /etc/crontab 'mymaintenance.sh'",
                (context, arguments) -> new FileReplace(arguments).search());
    }

    private Path existing() {
        Path path = FileQueries.realPath(FileQueries.path(arguments));
        if (!Files.exists(path)) {
            throw new InvocationException("File not found: " + path);
        }
        return path;
    }

    private boolean isMissingAllowed() {
        return arguments.flag("ignore_if_missing") && !Files.exists(FileQueries.path(arguments));
    }

    private PyRegex pattern(int moreFlags) {
        return GivenRegex.ofBytes(arguments.text("pattern"), GivenRegex.flags(arguments.value("flags")) | moreFlags);
    }

    private Object search() throws IOException {
        if (isMissingAllowed()) {
            return false;
        }
        PyRegex pattern = pattern(arguments.flag("multiline") ? PyRegex.MULTILINE : 0);
        return pattern.finds(EditedFile.open(existing()).before());
    }

    private Object replace() throws IOException {
        if (isMissingAllowed()) {
            return false;
        }
        EditedFile file = EditedFile.open(existing());
        boolean isAppending = arguments.flag("append_if_not_found");
        boolean isPrepending = arguments.flag("prepend_if_not_found");
        if (arguments.flag("search_only") && (isAppending || isPrepending)) {
            throw new InvocationException("search_only cannot be used with append/prepend_if_not_found");
        }
        if (isAppending && isPrepending) {
            throw new InvocationException("Only one of append and prepend_if_not_found is permitted");
        }
        PyRegex pattern = pattern(0);
        if (arguments.flag("search_only")) {
            return pattern.finds(file.before());
        }
        String repl = GivenRegex.bytes(PyText.str(arguments.value("repl")));
        String template = arguments.flag("backslash_literal") ? repl.replace("\\", "\\\\") : repl;
        PyRegex.Replaced replaced =
                GivenRegex.replace(pattern, file.before(), template, (int) arguments.integer("count"));
        String after = replaced.text();
        if (replaced.count() == 0 && (isAppending || isPrepending) && !hasContent(file.before(), repl)) {
            after = withContent(after, repl, isPrepending);
        }
        return finish(file, after);
    }

    private String content(String repl) {
        return arguments
                .optionalText("not_found_content")
                .filter(content -> !content.isEmpty())
                .map(GivenRegex::bytes)
                .orElse(repl);
    }

    /** Whether the line that would be added is there already. */
    private boolean hasContent(String before, String repl) {
        String line = "^" + Pattern.quote(content(repl)) + "($|(?=\r\n))";
        return Pattern.compile(line, Pattern.MULTILINE | Pattern.UNIX_LINES)
                .matcher(before)
                .find();
    }

    private String withContent(String before, String repl, boolean isPrepending) {
        String line =
                arguments.isNil("not_found_content") ? repl : GivenRegex.bytes(arguments.text("not_found_content"));
        if (isPrepending) {
            return line + "\n" + before;
        }
        return before + (before.isEmpty() || before.endsWith("\n") ? "" : "\n") + line + "\n";
    }

    private Object finish(EditedFile file, String after) throws IOException {
        boolean hasChanges = !after.equals(file.before());
        if (hasChanges && !arguments.flag("dry_run")) {
            String suffix = EditedFile.suffix(arguments.value("backup"));
            file.replaceWith(after, suffix);
            linkBackup(suffix);
        }
        if (arguments.flag("show_changes")) {
            return EditedFile.diff(file.before(), after);
        }
        return hasChanges;
    }

    /** A link that was given gets a link to the copy beside it. */
    private void linkBackup(String suffix) throws IOException {
        Path given = FileQueries.path(arguments);
        if (!suffix.isEmpty() && Files.isSymbolicLink(given)) {
            Path link = Path.of(given + suffix);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Path.of(Files.readSymbolicLink(given) + suffix));
        }
    }
}
