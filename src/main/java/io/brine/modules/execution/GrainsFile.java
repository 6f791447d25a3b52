package io.brine.modules.execution;

import io.brine.data.DataException;
import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.data.Yaml;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file {@code grains} beside the minion's configuration, where grains are kept that were set. */
final class GrainsFile {
    private final Path file;

    private GrainsFile(Path file) {
        this.file = file;
    }

    static GrainsFile of(CallContext context) {
        Object option = context.option("conf_file");
        Path conf = Path.of(option == null ? "/etc/salt/minion" : PyText.str(option));
        return new GrainsFile(Files.isDirectory(conf) ? conf.resolve("grains") : conf.resolveSibling("grains"));
    }

    /**
     * Sets grains; one without value is removed if {@code destructive}.
     *
     * @throws CommandExecutionException if the file cannot be read or written
     */
    void set(Map<String, Object> changes, boolean destructive) {
        Map<Object, Object> grains = read();
        changes.forEach((key, value) -> {
            if (value == null && destructive) {
                grains.remove(key);
            } else {
                grains.put(key, value);
            }
        });
        write(grains);
    }

    private Map<Object, Object> read() {
        try {
            Object tree = Files.isRegularFile(file) ? Yaml.load(Files.readString(file), file.toString()) : null;
            return new LinkedHashMap<>(tree instanceof Map<?, ?> map ? (Map<?, ?>) Trees.copy(map) : Map.of());
        } catch (IOException | DataException e) {
            throw new CommandExecutionException("Unable to read existing grains file: " + e.getMessage());
        }
    }

    /** Through a neighbour, so that a minion that starts now never reads half a file. */
    private void write(Map<Object, Object> grains) {
        try {
            Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "grains", ".part");
            try {
                Files.writeString(part, Yaml.dumpBlock(grains));
                if (Files.exists(file)) {
                    Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(file));
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new CommandExecutionException("Unable to write to grains file at " + file + ". Check permissions.");
        }
    }
}
