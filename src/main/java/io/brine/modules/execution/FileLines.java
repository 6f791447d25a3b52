package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@code file.write}, {@code file.append} and {@code file.prepend}: whole lines. */
final class FileLines {
    private static final Parameters PATH_AND_LINES = Parameters.of("path", "*args", "**kwargs");

    void register(Registrar functions) {
        functions.add(
                "write",
                PATH_AND_LINES,
                "Write lines to a file, replacing what was there.\nsalt '*' file.write /etc/motd args='With all thine offerings.'",
                (context, arguments) -> {
                    Files.writeString(FileQueries.path(arguments), text(arguments));
                    return report("Wrote", arguments);
                });
        functions.add(
                "append",
                PATH_AND_LINES,
                "Append lines to the end of a file.\nsalt '*' file.append /etc/motd 'With all thine offerings.'",
                (context, arguments) -> {
                    append(FileQueries.path(arguments), text(arguments));
                    return report("Wrote", arguments);
                });
        functions.add(
                "prepend",
                PATH_AND_LINES,
                "Put lines in front of a file.\nsalt '*' file.prepend /etc/motd 'With all thine offerings.'",
                (context, arguments) -> {
                    prepend(FileQueries.path(arguments), text(arguments));
                    return report("Prepended", arguments);
                });
    }

    private static List<?> lines(Arguments arguments) {
        Object args = arguments.varKwargs().get("args");
        if (args == null) {
            return arguments.varArgs();
        }
        return args instanceof List<?> list ? list : List.of(args);
    }

    private static String text(Arguments arguments) {
        return lines(arguments).stream().map(line -> PyText.str(line) + "\n").collect(Collectors.joining());
    }

    private static String report(String what, Arguments arguments) {
        return what + " " + lines(arguments).size() + " lines to \"" + FileQueries.path(arguments) + "\"";
    }

    /** Ends a last line that has no end; the file must exist. */
    private static void append(Path path, String text) throws IOException {
        byte[] before = Files.readAllBytes(path);
        boolean isOpen = before.length > 0 && before[before.length - 1] != '\n';
        Files.writeString(path, (isOpen ? "\n" : "") + text, StandardOpenOption.APPEND);
    }

    private static void prepend(Path path, String text) throws IOException {
        byte[] before;
        try {
            before = Files.readAllBytes(path);
        } catch (NoSuchFileException absent) {
            before = new byte[0];
        }
        byte[] lines = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(lines, lines.length + before.length);
        System.arraycopy(before, 0, all, lines.length, before.length);
        Files.write(path, all);
    }
}
