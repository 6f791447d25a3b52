package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The functions of {@code file} that make, move and remove files and directories. */
final class FileTree {
    private final FileDirectories directories;
    private final Clock clock;

    FileTree(FileOwners owners, Clock clock) {
        this.directories = new FileDirectories(owners);
        this.clock = clock;
    }

    void register(Registrar functions) {
        directories.register(functions);
        registerRemovals(functions);
        registerMoves(functions);
        registerLinks(functions);
        functions.add(
                "touch",
                Parameters.of("name", "atime=None", "mtime=None"),
                "Make a file, or set its times.\nsalt '*' file.touch /var/log/emptyfile",
                (context, arguments) -> touch(arguments));
        functions.add(
                "truncate",
                Parameters.of("path", "length"),
                "Cut a file to a length.\nsalt '*' file.truncate /path/to/file 512",
                (context, arguments) -> {
                    try (RandomAccessFile file =
                            new RandomAccessFile(FileQueries.path(arguments).toFile(), "rw")) {
                        file.setLength(arguments.integer("length"));
                    }
                    return null;
                });
        functions.add(
                "seek_write",
                Parameters.of("path", "data", "offset"),
                "Write bytes at an offset.\nsalt '*' file.seek_write /path/to/file 'some data' 4096",
                (context, arguments) -> {
                    byte[] data = arguments.text("data").getBytes(StandardCharsets.UTF_8);
                    try (RandomAccessFile file =
                            new RandomAccessFile(FileQueries.path(arguments).toFile(), "rw")) {
                        file.seek(arguments.integer("offset"));
                        file.write(data);
                    }
                    return (long) data.length;
                });
    }

    private void registerRemovals(Registrar functions) {
        functions.add(
                "remove",
                Parameters.of("path", "**kwargs"),
                "Remove a file or a whole directory; False if there is none.\nsalt '*' file.remove /tmp/foo",
                (context, arguments) -> remove(arguments));
        functions.add(
                "rmdir",
                Parameters.of("path", "recurse=False", "verbose=False", "older_than=None"),
                "Remove an empty directory, with recurse all empty ones below it.\nsalt '*' file.rmdir /tmp/foo/",
                (context, arguments) -> rmdir(arguments));
    }

    private static boolean remove(Arguments arguments) {
        Path path =
                absolute(arguments.text("path"), "File path must be absolute: " + FilePaths.of(arguments.text("path")));
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            deleteTree(path);
            return true;
        } catch (IOException refused) {
            throw new CommandExecutionException("Could not remove '" + path + "': " + OsErrors.describe(refused));
        }
    }

    /** Links are removed, not followed. */
    static void deleteTree(Path path) throws IOException {
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private Object rmdir(Arguments arguments) throws IOException {
        Path path = absolute(arguments.text("path"), "File path must be absolute.");
        if (!Files.isDirectory(path)) {
            throw new InvocationException("A valid directory was not specified.");
        }
        Instant border = arguments
                .optionalInteger("older_than")
                .map(days -> clock.instant().minusSeconds(days * 86400))
                .orElse(Instant.MAX);
        List<Object> deleted = new ArrayList<>();
        List<Object> errors = new ArrayList<>();
        List<Path> candidates = new ArrayList<>(List.of(path));
        if (arguments.flag("recurse")) {
            try (Stream<Path> below = Files.walk(path)) {
                candidates = below.filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                        .sorted(Comparator.reverseOrder())
                        .toList();
            }
        }
        for (Path each : candidates) {
            if (Files.getLastModifiedTime(each).toInstant().isBefore(border)) {
                deleteDirectory(each, deleted, errors);
            }
        }
        boolean result = errors.isEmpty() && (arguments.flag("recurse") || !deleted.isEmpty());
        if (!arguments.flag("verbose")) {
            return result;
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("deleted", deleted);
        report.put("errors", errors);
        report.put("result", result);
        return report;
    }

    private static void deleteDirectory(Path directory, List<Object> deleted, List<Object> errors) {
        try {
            Files.delete(directory);
            deleted.add(directory.toString());
        } catch (IOException refused) {
            errors.add(List.of(directory.toString(), OsErrors.describe(refused)));
        }
    }

    private void registerMoves(Registrar functions) {
        functions.add(
                "copy",
                Parameters.of("src", "dst", "recurse=False", "remove_existing=False"),
                "Copy a file, with recurse a directory.\nsalt '*' file.copy /path/to/src /path/to/dst recurse=True",
                (context, arguments) -> copy(arguments));
        functions.add(
                "rename",
                Parameters.of("src", "dst"),
                "Rename a file or directory.\nsalt '*' file.rename /path/to/src /path/to/dst",
                (context, arguments) -> rename(arguments));
        functions.add(
                "move",
                Parameters.of("src", "dst", "disallow_copy_and_unlink=False"),
                "Move a file or directory.\nsalt '*' file.move /path/to/src /path/to/dst",
                (context, arguments) ->
                        arguments.flag("disallow_copy_and_unlink") ? rename(arguments) : move(arguments));
    }

    private static boolean copy(Arguments arguments) throws IOException {
        Path from = absolute(arguments.text("src"), "File path must be absolute.");
        Path to = FilePaths.of(arguments.text("dst"));
        if (!Files.exists(from)) {
            throw new CommandExecutionException("No such file or directory '" + from + "'");
        }
        FileStat before = FileStat.of(from);
        boolean isTree = Files.isDirectory(to) || Files.isDirectory(from);
        if (isTree && !arguments.flag("recurse")) {
            throw new InvocationException("Cannot copy overwriting a directory without recurse flag set to true!");
        }
        try {
            if (isTree && arguments.flag("remove_existing") && Files.exists(to)) {
                deleteTree(to);
            }
            copyTree(from, to);
        } catch (IOException refused) {
            throw new CommandExecutionException("Could not copy '" + from + "' to '" + to + "'");
        }
        FileOwnership.copy(before, to);
        return true;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            Files.copy(
                    from,
                    Files.isDirectory(to) ? to.resolve(from.getFileName()) : to,
                    StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path each : paths.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(
                            each,
                            target,
                            StandardCopyOption.REPLACE_EXISTING,
                            StandardCopyOption.COPY_ATTRIBUTES,
                            LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private static boolean rename(Arguments arguments) {
        Path from = absolute(arguments.text("src"), "File path must be absolute.");
        Path to = FilePaths.of(arguments.text("dst"));
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException refused) {
            throw new CommandExecutionException("Could not rename '" + from + "' to '" + to + "'");
        }
    }

    private static Map<String, Object> move(Arguments arguments) {
        Path from = absolute(arguments.text("src"), "Source path must be absolute.");
        Path to = absolute(arguments.text("dst"), "Destination path must be absolute.");
        try {
            Path target = Files.isDirectory(to) ? to.resolve(from.getFileName()) : to;
            if (Files.isDirectory(to) && Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            moveTree(from, target);
        } catch (IOException refused) {
            throw new CommandExecutionException(
                    "Unable to move '" + from + "' to '" + to + "': " + OsErrors.describe(refused));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("result", true);
        result.put("comment", "'" + from + "' moved to '" + to + "'");
        return result;
    }

    private static void moveTree(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (DirectoryNotEmptyException otherFileSystem) {
            copyTree(from, to);
            deleteTree(from);
        }
    }

    private void registerLinks(Registrar functions) {
        functions.add(
                "symlink",
                Parameters.of("src", "path", "force=False", "atomic=False"),
                "Make a symbolic link to src.\nsalt '*' file.symlink /path/to/file /path/to/link",
                (context, arguments) -> symlink(arguments));
        functions.add(
                "link",
                Parameters.of("src", "path"),
                "Make a hard link to src.\nsalt '*' file.link /path/to/file /path/to/link",
                (context, arguments) -> {
                    Path from = absolute(arguments.text("src"), "File path must be absolute.");
                    try {
                        Files.createLink(FileQueries.path(arguments), from);
                        return true;
                    } catch (IOException refused) {
                        throw new CommandExecutionException(
                                "Could not create '" + arguments.text("path") + "': " + OsErrors.describe(refused));
                    }
                });
    }

    private static boolean symlink(Arguments arguments) throws IOException {
        Path link = absolute(arguments.text("path"), "Link path must be absolute: " + FileQueries.path(arguments));
        Path target = Path.of(arguments.text("src"));
        boolean mayReplace = arguments.flag("force") || arguments.flag("atomic");
        if (Files.isSymbolicLink(link)) {
            if (Files.readSymbolicLink(link).normalize().equals(target.normalize())) {
                return true;
            }
            if (!mayReplace) {
                throw new CommandExecutionException("Found existing symlink: " + link);
            }
        } else if (Files.exists(link) && !mayReplace) {
            throw new CommandExecutionException("Existing path is not a symlink: " + link);
        }
        try {
            Path fresh = link.resolveSibling("." + link.getFileName() + UUID.randomUUID());
            Files.createSymbolicLink(fresh, target);
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException refused) {
            throw new CommandExecutionException("Could not create '" + link + "'");
        }
    }

    private boolean touch(Arguments arguments) {
        Path path = FilePaths.of(arguments.text("name"));
        try {
            if (!Files.exists(path)) {
                Files.createFile(path);
            }
            Files.getFileAttributeView(path, BasicFileAttributeView.class)
                    .setTimes(time(arguments, "mtime"), time(arguments, "atime"), null);
            return Files.exists(path);
        } catch (IOException refused) {
            throw new CommandExecutionException(OsErrors.reason(refused));
        }
    }

    private FileTime time(Arguments arguments, String name) {
        try {
            return FileTime.from(
                    arguments.optionalInteger(name).map(Instant::ofEpochSecond).orElse(clock.instant()));
        } catch (InvocationException noNumber) {
            throw new InvocationException("atime and mtime must be integers");
        }
    }

    private static Path absolute(String given, String message) {
        Path path = FilePaths.of(given);
        if (!path.isAbsolute()) {
            throw new InvocationException(message);
        }
        return path;
    }
}
