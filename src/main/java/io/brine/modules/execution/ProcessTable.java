package io.brine.modules.execution;

import io.brine.grains.Host;
import io.brine.grains.HostFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of the host, from {@code /proc}. */
final class ProcessTable {
    static final double TICKS_PER_SECOND = 100;
    private static final long PAGE_BYTES = 4096;

    private final HostFiles files;
    private final FileOwners owners;
    private final Map<Long, String> users = new HashMap<>();

    ProcessTable(Host host) {
        this.files = host.files();
        this.owners = new FileOwners(host);
    }

    /**
     * One process.
     *
     * @param arguments empty for a thread of the kernel
     * @param stat the fields of {@code /proc/<pid>/stat} after the name, beginning with the state
     */
    record Entry(long pid, String user, long uid, String name, List<String> arguments, List<String> stat) {
        /** The command line, or the name in brackets. */
        String line() {
            return arguments.isEmpty() ? "[" + name + "]" : String.join(" ", arguments);
        }

        /** The field with this number in proc(5), 3 being the state. */
        long field(int number) {
            return Long.parseLong(stat.get(number - 3));
        }

        double cpuSeconds() {
            return (field(14) + field(15)) / TICKS_PER_SECOND;
        }

        long residentBytes() {
            return field(24) * PAGE_BYTES;
        }

        /** As psutil names it. */
        String status() {
            return switch (stat.get(0)) {
                case "R" -> "running";
                case "S" -> "sleeping";
                case "D" -> "disk-sleep";
                case "T" -> "stopped";
                case "t" -> "tracing-stop";
                case "Z" -> "zombie";
                case "X", "x" -> "dead";
                case "I" -> "idle";
                default -> stat.get(0);
            };
        }
    }

    /** All, by number. */
    List<Entry> entries() {
        return pids().stream().flatMap(pid -> entry(pid).stream()).toList();
    }

    List<Long> pids() {
        return files.names("/proc").stream()
                .filter(name -> name.matches("[0-9]+"))
                .map(Long::valueOf)
                .sorted()
                .toList();
    }

    Optional<Entry> entry(long pid) {
        String directory = "/proc/" + pid;
        Optional<String> stat = files.text(directory + "/stat");
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        // The name stands in parentheses and may contain both blanks and parentheses.
        int open = stat.get().indexOf('(');
        int close = stat.get().lastIndexOf(')');
        String name = stat.get().substring(open + 1, close);
        List<String> arguments = arguments(directory);
        long uid = uid(directory);
        return Optional.of(new Entry(
                pid,
                users.computeIfAbsent(uid, id -> owners.user(id).orElse(Long.toString(id))),
                uid,
                fullName(name, arguments),
                arguments,
                ProcText.words(stat.get().substring(close + 1))));
    }

    private List<String> arguments(String directory) {
        String text = files.text(directory + "/cmdline").orElse("");
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> arguments = new ArrayList<>(List.of(text.split("\0", -1)));
        if (text.endsWith("\0")) {
            arguments.remove(arguments.size() - 1);
        }
        return arguments;
    }

    private long uid(String directory) {
        return files.lines(directory + "/status").stream()
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> Long.valueOf(ProcText.words(line).get(1)))
                .findFirst()
                .orElse(0L);
    }

    /** The kernel keeps fifteen letters of a name; the rest is in the command line. */
    private static String fullName(String name, List<String> arguments) {
        if (name.length() < 15 || arguments.isEmpty()) {
            return name;
        }
        String program = FilePaths.basename(arguments.get(0));
        return program.startsWith(name) ? program : name;
    }
}
