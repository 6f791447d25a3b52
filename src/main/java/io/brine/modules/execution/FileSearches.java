package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.grains.Host;
import io.brine.target.Fnmatch;
import io.brine.target.PyRegex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The functions of {@code file} that look for files and for text in files. */
final class FileSearches {
    private final Host host;
    private final Clock clock;

    FileSearches(Host host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    void register(Registrar functions) {
        functions.add("find", Parameters.of("path", "*args", "**kwargs"), """
                Find files by name, iname, regex, iregex, type, owner, group, size, mtime, grep; print, exec or delete them.

                salt '*' file.find / type=f name=\\*.bak size=+10m
                salt '*' file.find /var/log name=\\*.[0-9] mtime=+30d print=path,size
                """, (context, arguments) -> find(arguments));
        functions.add(
                "grep",
                Parameters.of("path", "pattern", "*opts"),
                "Run grep on a file or glob.\nsalt '*' file.grep /etc/passwd nobody",
                this::grep);
        functions.add(
                "path_exists_glob",
                Parameters.of("path"),
                "Tell whether any path matches the glob.\nsalt '*' file.path_exists_glob /etc/pam*/pass*",
                (context, arguments) -> !FileGlob.paths(FilePaths.expandUser(arguments.text("path")))
                        .isEmpty());
        functions.add(
                "contains",
                Parameters.of("path", "text"),
                "Tell whether a file contains a text.\nsalt '*' file.contains /etc/crontab 'mymaintenance.sh'",
                (context, arguments) -> anyContent(
                        arguments,
                        content -> content.contains(
                                PyText.str(arguments.value("text")).strip())));
        functions.add(
                "contains_regex",
                Parameters.of("path", "regex", "lchar=''"),
                "Tell whether a regular expression matches a line.\nsalt '*' file.contains_regex /etc/crontab '^mail'",
                (context, arguments) -> containsRegex(arguments));
        functions.add(
                "contains_glob",
                Parameters.of("path", "glob_expr"),
                "Tell whether a glob matches the contents.\nsalt '*' file.contains_glob /etc/foobar '*cheese*'",
                (context, arguments) ->
                        anyContent(arguments, content -> Fnmatch.matches(arguments.text("glob_expr"), content)));
        functions.add(
                "diskusage",
                Parameters.of("path"),
                "Return the bytes all files below a path take.\nsalt '*' file.diskusage /path/to/check",
                (context, arguments) -> diskUsage(FileQueries.path(arguments)));
    }

    private Object find(Arguments arguments) throws IOException {
        Map<String, Object> options = new LinkedHashMap<>(arguments.cleanKwargs());
        if (arguments.varArgs().contains("delete")) {
            options.put("delete", "f");
        } else if (arguments.varArgs().contains("print")) {
            options.put("print", "path");
        }
        try {
            FileFinder finder = FileFinder.of(options, host, clock.millis());
            List<Object> found = new ArrayList<>();
            for (String path : FileGlob.paths(FilePaths.expandUser(arguments.text("path")))) {
                found.addAll(finder.find(path));
            }
            found.sort((one, other) -> PyText.str(one).compareTo(PyText.str(other)));
            return found;
        } catch (IllegalArgumentException bad) {
            return "error: " + bad.getMessage();
        }
    }

    private Object grep(CallContext context, Arguments arguments) throws Exception {
        List<Object> command = new ArrayList<>(List.of("grep"));
        for (Object option : arguments.varArgs()) {
            String text = PyText.str(option);
            if (text.strip().contains(" ") && !text.contains("'") && !text.contains("\"")) {
                throw new InvocationException("Passing multiple command line arguments in a single string is not "
                        + "supported, please pass the following arguments separately: " + text);
            }
            command.add(text.strip().replaceAll("^(['\"])(.*)\\1$", "$2"));
        }
        command.add(arguments.text("pattern"));
        String path = FilePaths.expandUser(arguments.text("path"));
        List<String> paths = FileGlob.paths(path);
        command.addAll(paths.isEmpty() ? List.of(path) : paths);
        return context.call("cmd.run_all", List.of(command), Map.of("python_shell", false));
    }

    private static boolean anyContent(Arguments arguments, Predicate<String> condition) {
        try {
            return condition.test(new String(Files.readAllBytes(FileQueries.path(arguments)), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean containsRegex(Arguments arguments) {
        PyRegex pattern = GivenRegex.of(arguments.text("regex"));
        String leading = arguments.optionalText("lchar").orElse("");
        try {
            byte[] bytes = Files.readAllBytes(FileQueries.path(arguments));
            return UnifiedDiff.lines(new String(bytes, StandardCharsets.UTF_8)).stream()
                    .map(line -> stripLeading(line, leading))
                    .anyMatch(pattern::finds);
        } catch (IOException unreadable) {
            return false;
        }
    }

    static String stripLeading(String line, String characters) {
        int start = 0;
        while (start < line.length() && characters.indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        return line.substring(start);
    }

    /** Each inode once. */
    private static long diskUsage(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return Files.size(path);
        }
        Set<Long> seen = new HashSet<>();
        long total = 0;
        try (Stream<Path> files = Files.exists(path) ? Files.walk(path) : Stream.empty()) {
            for (Path file : files.filter(each -> !Files.isDirectory(each) && Files.exists(each))
                    .toList()) {
                FileStat stat = FileStat.of(file);
                if (seen.add(stat.number("ino"))) {
                    total += stat.size();
                }
            }
        }
        return total;
    }
}
