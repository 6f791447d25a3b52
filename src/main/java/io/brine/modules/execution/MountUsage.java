package io.brine.modules.execution;

import io.brine.grains.HostFiles;
import io.brine.target.Fnmatch;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The mounts of the host and how full they are. */
final class MountUsage {
    private final HostFiles files;

    MountUsage(HostFiles files) {
        this.files = files;
    }

    /** One line of {@code /proc/mounts}. */
    record Mount(String device, String directory, String type, String options) {}

    List<Mount> mounts() {
        return files.lines("/proc/mounts").stream()
                .map(ProcText::words)
                .filter(row -> row.size() >= 4)
                .map(row -> new Mount(row.get(0), unescaped(row.get(1)), row.get(2), row.get(3)))
                .toList();
    }

    private static String unescaped(String directory) {
        return directory.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }

    /** {path: {available, total}} in bytes. @param chosen paths and globs over types; none for all. Source: 3006.0 modules/status.py diskusage */
    Map<String, Object> of(List<?> chosen) {
        Set<String> directories = new LinkedHashSet<>();
        for (Mount mount : mounts()) {
            boolean isMeant = chosen.isEmpty()
                    || chosen.stream().anyMatch(type -> Fnmatch.matches(String.valueOf(type), mount.type()));
            if (isMeant) {
                directories.add(mount.directory());
            }
        }
        chosen.stream()
                .map(String::valueOf)
                .filter(path -> path.startsWith("/"))
                .forEach(directories::add);
        Map<String, Object> usage = new LinkedHashMap<>();
        for (String directory : directories) {
            if (Files.exists(Path.of(directory))) {
                usage.put(directory, availableAndTotal(Path.of(directory)));
            }
        }
        return usage;
    }

    private static Map<String, Object> availableAndTotal(Path directory) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        try {
            FileStore store = Files.getFileStore(directory);
            numbers.put("available", store.getUsableSpace());
            numbers.put("total", store.getTotalSpace());
        } catch (IOException unknown) {
            numbers.put("available", null);
            numbers.put("total", null);
        }
        return numbers;
    }
}
