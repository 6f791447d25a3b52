package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.grains.Host;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Memory, processors, disks and network in psutil's words, from {@code /proc}. Source: psutil's documentation, measured on psutil 5.9 */
final class SystemNumbers {
    private static final Parameters NONE = Parameters.of();
    private static final List<String> CPU_FIELDS =
            List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal", "guest", "guest_nice");

    private final Host host;

    SystemNumbers(Host host) {
        this.host = host;
    }

    void register(Registrar functions) {
        functions.add(
                "virtual_memory", NONE, "Return the memory.\nsalt '*' ps.virtual_memory", (c, a) -> virtualMemory());
        functions.add("swap_memory", NONE, "Return the swap space.\nsalt '*' ps.swap_memory", (c, a) -> swapMemory());
        functions.add(
                "total_physical_memory",
                NONE,
                "Return the bytes of memory.\nsalt '*' ps.total_physical_memory",
                (context, arguments) -> memory().getOrDefault("MemTotal", 0L));
        functions.add(
                "num_cpus",
                NONE,
                "Return the number of processors.\nsalt '*' ps.num_cpus",
                (context, arguments) -> (long) cpuRows().size() - 1);
        functions.add(
                "cpu_percent",
                Parameters.of("interval=0.1", "per_cpu=False"),
                "Return how busy the processors are, in percent.\nsalt '*' ps.cpu_percent",
                (context, arguments) -> cpuPercent(arguments));
        functions.add(
                "cpu_times",
                Parameters.of("per_cpu=False"),
                "Return the seconds the processors spent.\nsalt '*' ps.cpu_times",
                (context, arguments) -> cpuTimes(arguments.flag("per_cpu")));
        functions.add(
                "boot_time",
                Parameters.of("time_format=None"),
                "Return when the host was started, in seconds or in a format of strftime.\nsalt '*' ps.boot_time",
                (context, arguments) -> arguments.isNil("time_format")
                        ? (Object) bootTime()
                        : Strftime.format(
                                arguments.text("time_format"),
                                Instant.ofEpochSecond(bootTime()).atZone(ZoneId.systemDefault())));
        functions.add("get_users", NONE, "Return who is logged in.\nsalt '*' ps.get_users", (c, a) -> users());
        registerDisks(functions);
    }

    private void registerDisks(Registrar functions) {
        functions.add(
                "disk_partitions",
                Parameters.of("all=False"),
                "Return the mounts, with all those without a device too.\nsalt '*' ps.disk_partitions",
                (context, arguments) -> partitions(arguments.flag("all")));
        functions.add(
                "disk_usage",
                Parameters.of("path"),
                "Return how full the file system of a path is.\nsalt '*' ps.disk_usage /home",
                (context, arguments) -> diskUsage(FileQueries.path(arguments)));
        functions.add(
                "disk_partition_usage",
                Parameters.of("all=False"),
                "Return the mounts and how full they are.\nsalt '*' ps.disk_partition_usage",
                (context, arguments) -> {
                    List<Map<String, Object>> partitions = partitions(arguments.flag("all"));
                    for (Map<String, Object> partition : partitions) {
                        partition.putAll(diskUsage(Path.of((String) partition.get("mountpoint"))));
                    }
                    return partitions;
                });
        functions.add(
                "network_io_counters",
                Parameters.of("interface=None"),
                "Return what was sent and received, in all or by one interface.\nsalt '*' ps.network_io_counters eth0",
                (context, arguments) -> networkCounters(arguments));
        functions.add(
                "disk_io_counters",
                Parameters.of("device=None"),
                "Return what was read and written, on all disks or one device.\nsalt '*' ps.disk_io_counters sda1",
                (context, arguments) -> diskCounters(arguments));
    }

    /** Bytes by the names of {@code /proc/meminfo}. */
    private Map<String, Long> memory() {
        Map<String, Long> memory = new HashMap<>();
        for (String line : host.files().lines("/proc/meminfo")) {
            List<String> words = ProcText.words(line);
            memory.put(words.get(0).replace(":", ""), Long.parseLong(words.get(1)) * 1024);
        }
        return memory;
    }

    private static double percent(double part, double whole) {
        return whole == 0 ? 0.0 : Math.round(1000 * part / whole) / 10.0;
    }

    private Map<String, Object> virtualMemory() {
        Map<String, Long> memory = memory();
        long total = memory.getOrDefault("MemTotal", 0L);
        long free = memory.getOrDefault("MemFree", 0L);
        long buffers = memory.getOrDefault("Buffers", 0L);
        long cached = memory.getOrDefault("Cached", 0L) + memory.getOrDefault("SReclaimable", 0L);
        long available = memory.getOrDefault("MemAvailable", free + cached + buffers);
        long used = total - free - cached - buffers;
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("total", total);
        result.put("available", available);
        result.put("percent", percent(total - available, total));
        result.put("used", used < 0 ? total - free : used);
        result.put("free", free);
        result.put("active", memory.getOrDefault("Active", 0L));
        result.put("inactive", memory.getOrDefault("Inactive", 0L));
        result.put("buffers", buffers);
        result.put("cached", cached);
        result.put("shared", memory.getOrDefault("Shmem", 0L));
        result.put("slab", memory.getOrDefault("Slab", 0L));
        return result;
    }

    private Map<String, Object> swapMemory() {
        Map<String, Long> memory = memory();
        long total = memory.getOrDefault("SwapTotal", 0L);
        long free = memory.getOrDefault("SwapFree", 0L);
        Map<String, Object> pages = new KernelTables(host.files()).vmStats();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("total", total);
        result.put("used", total - free);
        result.put("free", free);
        result.put("percent", percent(total - free, total));
        result.put("sin", pages.get("pswpin") instanceof Long in ? in * 4096 : 0L);
        result.put("sout", pages.get("pswpout") instanceof Long out ? out * 4096 : 0L);
        return result;
    }

    /** The rows of all processors and then each, without the name. */
    private List<List<Long>> cpuRows() {
        return host.files().lines("/proc/stat").stream()
                .filter(line -> line.startsWith("cpu"))
                .map(ProcText::words)
                .map(words -> words.subList(1, words.size()).stream()
                        .map(Long::valueOf)
                        .collect(Collectors.toList()))
                .toList();
    }

    private Object cpuTimes(boolean perCpu) {
        List<Object> rows = new ArrayList<>();
        for (List<Long> row : cpuRows()) {
            Map<String, Object> times = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(row.size(), CPU_FIELDS.size()); i++) {
                times.put(CPU_FIELDS.get(i), row.get(i) / ProcessTable.TICKS_PER_SECOND);
            }
            rows.add(times);
        }
        return perCpu ? rows.subList(1, rows.size()) : rows.get(0);
    }

    private Object cpuPercent(Arguments arguments) throws InterruptedException {
        List<List<Long>> before = cpuRows();
        TimeUnit.MILLISECONDS.sleep((long) (arguments.optionalNumber("interval").orElse(0.1) * 1000));
        List<List<Long>> after = cpuRows();
        List<Object> percents = new ArrayList<>();
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            // The guests' time is part of user and nice.
            long total = sum(after.get(i)) - sum(before.get(i));
            long idle = after.get(i).get(3)
                    + after.get(i).get(4)
                    - before.get(i).get(3)
                    - before.get(i).get(4);
            percents.add(percent(Math.max(0, total - idle), total));
        }
        return arguments.flag("per_cpu") ? percents.subList(1, percents.size()) : percents.get(0);
    }

    private static long sum(List<Long> row) {
        return row.stream().limit(8).mapToLong(Long::longValue).sum();
    }

    long bootTime() {
        return host.files().lines("/proc/stat").stream()
                .filter(line -> line.startsWith("btime "))
                .map(line -> Long.valueOf(line.substring(6).strip()))
                .findFirst()
                .orElse(0L);
    }

    private List<Object> users() {
        List<Object> users = new ArrayList<>();
        for (String line : host.commands().output("who").orElse("").lines().toList()) {
            List<String> words = ProcText.words(line);
            if (words.size() >= 4) {
                Map<String, Object> user = new LinkedHashMap<>();
                user.put("name", words.get(0));
                user.put("terminal", words.get(1));
                user.put("host", words.size() > 4 ? words.get(4).replaceAll("[()]", "") : "");
                LocalDateTime started = LocalDateTime.parse(words.get(2) + "T" + words.get(3));
                user.put("started", (double)
                        started.atZone(ZoneId.systemDefault()).toEpochSecond());
                users.add(user);
            }
        }
        return users;
    }

    private List<Map<String, Object>> partitions(boolean isAll) {
        List<String> withDevice = host.files().lines("/proc/filesystems").stream()
                .filter(line -> !line.startsWith("nodev"))
                .map(String::strip)
                .toList();
        List<Map<String, Object>> partitions = new ArrayList<>();
        for (MountUsage.Mount mount : new MountUsage(host.files()).mounts()) {
            boolean isPhysical =
                    withDevice.contains(mount.type()) || mount.type().equals("zfs");
            if (isAll || isPhysical) {
                Map<String, Object> partition = new LinkedHashMap<>();
                partition.put("device", mount.device());
                partition.put("mountpoint", mount.directory());
                partition.put("fstype", mount.type());
                partition.put("opts", mount.options());
                partition.put("maxfile", 255L);
                partition.put("maxpath", 4096L);
                partitions.add(partition);
            }
        }
        return partitions;
    }

    private static Map<String, Object> diskUsage(Path path) throws IOException {
        FileStore store = Files.getFileStore(path);
        long used = store.getTotalSpace() - store.getUnallocatedSpace();
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("total", store.getTotalSpace());
        usage.put("used", used);
        usage.put("free", store.getUsableSpace());
        usage.put("percent", percent(used, used + store.getUsableSpace()));
        return usage;
    }

    private Object networkCounters(Arguments arguments) {
        Map<String, Object> devices = new KernelTables(host.files()).netDev();
        if (!arguments.isNil("interface") && !devices.containsKey(arguments.text("interface"))) {
            return false;
        }
        List<?> chosen = arguments.isNil("interface")
                ? List.copyOf(devices.values())
                : List.of(devices.get(arguments.text("interface")));
        return summed(
                chosen,
                Map.of(
                        "bytes_sent",
                        "tx_bytes",
                        "bytes_recv",
                        "rx_bytes",
                        "packets_sent",
                        "tx_packets",
                        "packets_recv",
                        "rx_packets",
                        "errin",
                        "rx_errs",
                        "errout",
                        "tx_errs",
                        "dropin",
                        "rx_drop",
                        "dropout",
                        "tx_drop"),
                1);
    }

    private static Map<String, Object> summed(List<?> rows, Map<String, String> names, long factor) {
        Map<String, Object> sums = new LinkedHashMap<>();
        names.forEach((name, field) -> sums.put(
                name,
                factor
                        * rows.stream()
                                .mapToLong(row -> ((Number) ((Map<?, ?>) row).get(field)).longValue())
                                .sum()));
        return sums;
    }

    private Object diskCounters(Arguments arguments) {
        Map<String, Object> devices = new KernelTables(host.files()).diskStats();
        if (!arguments.isNil("device") && !devices.containsKey(arguments.text("device"))) {
            return false;
        }
        List<?> chosen = arguments.isNil("device")
                ? devices.entrySet().stream()
                        .filter(device -> host.files().isDirectory("/sys/block/" + device.getKey()))
                        .map(Map.Entry::getValue)
                        .toList()
                : List.of(devices.get(arguments.text("device")));
        Map<String, Object> counters = summed(
                chosen,
                Map.of(
                        "read_count",
                        "reads_issued",
                        "write_count",
                        "writes_completed",
                        "read_time",
                        "ms_spent_reading",
                        "write_time",
                        "ms_spent_writing",
                        "read_merged_count",
                        "reads_merged",
                        "write_merged_count",
                        "writes_merged",
                        "busy_time",
                        "ms_spent_in_io"),
                1);
        counters.putAll(summed(chosen, Map.of("read_bytes", "sectors_read", "write_bytes", "sectors_written"), 512));
        return counters;
    }
}
