package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The copies {@code backup: minion} leaves below {@code <cachedir>/file_backup}. Source: 3006.0 modules/file.py list_backups, utils/files.py backup_minion */
final class FileBackups {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("EEE_MMM_dd_HH:mm:ss_SSSSSS_yyyy", Locale.US);
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss.SSSSSS", Locale.US);

    private final Clock clock;

    FileBackups(Clock clock) {
        this.clock = clock;
    }

    void register(Registrar functions) {
        functions.add(
                "list_backups",
                Parameters.of("path", "limit=None"),
                "List the backups of a file, the newest first.\nsalt '*' file.list_backups /foo/bar/baz.txt",
                (context, arguments) -> shown(
                        backups(context, FileQueries.path(arguments)),
                        arguments.optionalInteger("limit").orElse(Long.MAX_VALUE)));
        functions.add(
                "restore_backup",
                Parameters.of("path", "backup_id"),
                "Bring a backup back; what is there now becomes one.\nsalt '*' file.restore_backup /foo/bar/baz.txt 0",
                this::restore);
        functions.add(
                "delete_backup",
                Parameters.of("path", "backup_id"),
                "Delete a backup.\nsalt '*' file.delete_backup /var/cache/salt/minion/file_backup/home/foo/bar/baz.txt 0",
                this::delete);
    }

    private record Backup(LocalDateTime time, Path location) {}

    private static Path directory(CallContext context, Path path) {
        Path root = Path.of(String.valueOf(context.option("cachedir")), "file_backup");
        return root.resolve(path.getParent().toString().substring(1));
    }

    private static List<Backup> backups(CallContext context, Path path) throws IOException {
        Path directory = directory(context, path);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        String prefix = path.getFileName() + "_";
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith(prefix))
                    .flatMap(file -> time(file.getFileName().toString().substring(prefix.length()))
                            .map(time -> new Backup(time, file))
                            .stream())
                    .sorted(Comparator.comparing(Backup::time).reversed())
                    .toList();
        }
    }

    private static Optional<LocalDateTime> time(String stamp) {
        try {
            return Optional.of(LocalDateTime.parse(stamp, STAMP));
        } catch (DateTimeParseException otherFile) {
            return Optional.empty();
        }
    }

    private static Map<Object, Object> shown(List<Backup> backups, long limit) throws IOException {
        Map<Object, Object> shown = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(limit, backups.size()); i++) {
            Map<String, Object> backup = new LinkedHashMap<>();
            backup.put("Backup Time", SHOWN.format(backups.get(i).time));
            backup.put("Size", Files.size(backups.get(i).location));
            backup.put("Location", backups.get(i).location.toString());
            shown.put((long) i, backup);
        }
        return shown;
    }

    private static Map<String, Object> result(boolean isDone, String comment) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("result", isDone);
        result.put("comment", comment);
        return result;
    }

    private static Optional<Backup> chosen(List<Backup> backups, String id) {
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::valueOf)
                .filter(number -> number < backups.size())
                .map(backups::get);
    }

    private static Map<String, Object> unknown(Arguments arguments) {
        String id = arguments.text("backup_id");
        return result(
                false,
                id.matches("\\d+")
                        ? "backup_id '" + id + "' does not exist for " + FileQueries.path(arguments)
                        : "Invalid backup_id '" + id + "'");
    }

    private Object restore(CallContext context, Arguments arguments) throws IOException {
        Path path = FileQueries.path(arguments);
        Optional<Backup> backup = chosen(backups(context, path), arguments.text("backup_id"));
        if (backup.isEmpty()) {
            return unknown(arguments);
        }
        try {
            String stamp = STAMP.format(LocalDateTime.now(clock));
            Files.copy(
                    path,
                    directory(context, path).resolve(path.getFileName() + "_" + stamp),
                    StandardCopyOption.COPY_ATTRIBUTES);
            Files.write(path, Files.readAllBytes(backup.get().location));
            return result(true, "Successfully restored " + backup.get().location + " to " + path);
        } catch (IOException refused) {
            return result(
                    false,
                    "Unable to restore " + backup.get().location + " to " + path + ": " + OsErrors.describe(refused));
        }
    }

    private Object delete(CallContext context, Arguments arguments) throws IOException {
        Optional<Backup> backup = chosen(backups(context, FileQueries.path(arguments)), arguments.text("backup_id"));
        if (backup.isEmpty()) {
            return unknown(arguments);
        }
        try {
            Files.delete(backup.get().location);
            return result(true, "Successfully removed " + backup.get().location);
        } catch (IOException refused) {
            return result(false, "Unable to remove " + backup.get().location + ": " + OsErrors.describe(refused));
        }
    }
}
