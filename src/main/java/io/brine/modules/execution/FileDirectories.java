package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Making directories. Source: 3006.0 modules/file.py mkdir, makedirs_, makedirs_perms */
final class FileDirectories {
    private final FileOwners owners;

    FileDirectories(FileOwners owners) {
        this.owners = owners;
    }

    /** Owner, group and mode for each directory that is made. */
    private record Wanted(Optional<Long> uid, Optional<Long> gid, Optional<String> mode) {}

    void register(Registrar functions) {
        functions.add(
                "mkdir",
                Parameters.of("dir_path", "user=None", "group=None", "mode=None"),
                "Make a directory and those above it.\nsalt '*' file.mkdir /opt/jetty/context",
                (context, arguments) -> {
                    Path directory = FilePaths.of(FilePaths.normalize(arguments.text("dir_path")));
                    if (!Files.isDirectory(directory)) {
                        makeAll(directory, wanted(arguments));
                    }
                    return true;
                });
        functions.add(
                "makedirs",
                Parameters.of("path", "user=None", "group=None", "mode=None"),
                "Make the directories above a path; what ends in a slash is a directory itself.\n"
                        + "salt '*' file.makedirs /opt/code/",
                (context, arguments) -> makedirs(arguments));
        functions.add(
                "makedirs_perms",
                Parameters.of("name", "user=None", "group=None", "mode='0755'"),
                "Make a directory that does not exist and those above it.\nsalt '*' file.makedirs_perms /opt/code",
                (context, arguments) -> {
                    makeAll(FilePaths.of(arguments.text("name")), wanted(arguments));
                    return null;
                });
    }

    private Object makedirs(Arguments arguments) throws IOException {
        Path directory = Path.of(FilePaths.normalize(FilePaths.dirname(FilePaths.expandUser(arguments.text("path")))));
        if (Files.isDirectory(directory)) {
            return "Directory '" + directory + "' already exists";
        }
        if (Files.exists(directory)) {
            return "The path '" + directory + "' already exists and is not a directory";
        }
        if (!directory.isAbsolute()) {
            throw new InvocationException("Recursive creation for path '" + directory
                    + "' would result in an infinite loop. Please use an absolute path.");
        }
        makeAll(directory, wanted(arguments));
        return null;
    }

    private Wanted wanted(Arguments arguments) {
        return new Wanted(
                arguments.optionalText("user").flatMap(owners::uid),
                arguments.optionalText("group").flatMap(owners::gid),
                arguments.optionalText("mode").map(mode -> mode.replaceFirst("^0o?", "")));
    }

    private static void makeAll(Path directory, Wanted wanted) throws IOException {
        if (Files.exists(directory)) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        Deque<Path> missing = new ArrayDeque<>();
        for (Path each = directory.toAbsolutePath(); each != null && !Files.exists(each); each = each.getParent()) {
            missing.push(each);
        }
        for (Path each : missing) {
            Files.createDirectory(each);
            if (wanted.uid.isPresent()) {
                Files.setAttribute(each, "unix:uid", wanted.uid.get().intValue());
            }
            if (wanted.gid.isPresent()) {
                Files.setAttribute(each, "unix:gid", wanted.gid.get().intValue());
            }
            if (wanted.mode.isPresent()) {
                Files.setAttribute(each, "unix:mode", Integer.parseInt(wanted.mode.get(), 8));
            }
        }
    }
}
