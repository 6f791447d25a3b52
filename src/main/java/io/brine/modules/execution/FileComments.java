package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.target.PyRegex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code file.comment}, {@code file.uncomment} and {@code file.comment_line}. Source: 3006.0 modules/file.py comment_line */
final class FileComments {
    private FileComments() {}

    static void register(Registrar functions) {
        functions.add(
                "comment",
                Parameters.of("path", "regex", "char=#", "backup=.bak"),
                "Comment the lines a regular expression matches.\nsalt '*' file.comment /etc/modules pcspkr",
                (context, arguments) -> comment(arguments, true));
        functions.add(
                "uncomment",
                Parameters.of("path", "regex", "char=#", "backup=.bak"),
                "Uncomment the lines a regular expression matches.\nsalt '*' file.uncomment /etc/hosts.deny 'ALL: PARANOID'",
                (context, arguments) -> comment(arguments, false));
        functions.add(
                "comment_line",
                Parameters.of("path", "regex", "char=#", "cmnt=True", "backup=.bak"),
                "Comment or uncomment the lines a regular expression matches.\nsalt '*' file.comment_line /etc/modules pcspkr",
                (context, arguments) -> comment(arguments, arguments.flag("cmnt")));
    }

    private static String regex(String regex, String mark, boolean isCommenting) {
        String inner = regex.replaceFirst("^\\^+", "").replaceFirst("\\$+$", "");
        String end = regex.endsWith("$") ? "$" : "";
        return isCommenting
                ? (regex.startsWith("^") ? "^" : "") + "(" + inner + ")" + end
                : "^" + mark + "\\s*(" + inner + ")" + end;
    }

    /** The difference of the lines that match alone, False if there are none. */
    private static Object comment(Arguments arguments, boolean isCommenting) throws IOException {
        String mark = arguments.text("char");
        PyRegex pattern = GivenRegex.ofBytes(regex(arguments.text("regex"), mark, isCommenting), 0);
        Path path = FileQueries.realPath(FileQueries.path(arguments));
        if (!Files.isRegularFile(path)) {
            throw new InvocationException("File not found: " + path);
        }
        EditedFile file = EditedFile.open(path);
        String markBytes = GivenRegex.bytes(mark);
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        StringBuilder all = new StringBuilder();
        for (String line : lines(file.before())) {
            boolean isMeant = pattern.matchesStart(line);
            String changed = isCommenting ? markBytes + line : FileSearches.stripLeading(line, markBytes);
            all.append(isMeant ? changed : line);
            if (isMeant) {
                before.append(line);
                after.append(changed);
            }
        }
        if (before.length() == 0) {
            return false;
        }
        file.replaceWith(all.toString(), EditedFile.suffix(arguments.value("backup")));
        return EditedFile.diff(before.toString(), after.toString());
    }

    private static List<String> lines(String text) {
        return List.of(text.split("(?<=\n)", -1));
    }
}
