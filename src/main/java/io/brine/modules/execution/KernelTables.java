package io.brine.modules.execution;

import io.brine.grains.HostFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of {@code /proc} as {@code status} shows them. Source: 3006.0 modules/status.py */
final class KernelTables {
    private static final List<String> CPU_FIELDS =
            List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal");
    private static final List<String> DISK_FIELDS = List.of(
            "major",
            "minor",
            "device",
            "reads_issued",
            "reads_merged",
            "sectors_read",
            "ms_spent_reading",
            "writes_completed",
            "writes_merged",
            "sectors_written",
            "ms_spent_writing",
            "io_in_progress",
            "ms_spent_in_io",
            "weighted_ms_spent_in_io");
    private static final List<String> NETDEV_FIELDS = List.of(
            "iface",
            "rx_bytes",
            "rx_packets",
            "rx_errs",
            "rx_drop",
            "rx_fifo",
            "rx_frame",
            "rx_compressed",
            "rx_multicast",
            "tx_bytes",
            "tx_packets",
            "tx_errs",
            "tx_drop",
            "tx_fifo",
            "tx_colls",
            "tx_carrier",
            "tx_compressed");

    private final HostFiles files;

    KernelTables(HostFiles files) {
        this.files = files;
    }

    private List<List<String>> rows(String file) {
        return files.lines(file).stream()
                .map(ProcText::words)
                .filter(row -> !row.isEmpty())
                .toList();
    }

    Map<String, Object> cpuStats() {
        Map<String, Object> stats = new LinkedHashMap<>();
        for (List<String> row : rows("/proc/stat")) {
            List<String> values = row.subList(1, row.size());
            switch (row.get(0)) {
                case "cpu" -> stats.put("cpu", named(CPU_FIELDS, values));
                case "intr" -> stats.put("intr", totalAnd("irqs", values));
                case "softirq" -> stats.put("softirq", totalAnd("softirqs", values));
                default -> stats.put(row.get(0), ProcText.number(values.get(0)));
            }
        }
        return stats;
    }

    private static Map<String, Object> named(List<String> names, List<String> values) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
            named.put(names.get(i), ProcText.number(values.get(i)));
        }
        return named;
    }

    private static Map<String, Object> totalAnd(String name, List<String> values) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("total", ProcText.number(values.get(0)));
        result.put(name, ProcText.numbers(values.subList(1, values.size())));
        return result;
    }

    Map<String, Object> cpuInfo() {
        Map<String, Object> info = new LinkedHashMap<>();
        for (String line : files.lines("/proc/cpuinfo")) {
            String[] parts = line.split(":", -1);
            if (parts.length > 1) {
                String key = parts[0].strip();
                info.put(key, key.equals("flags") ? ProcText.words(parts[1]) : parts[1].strip());
            }
        }
        return info;
    }

    Map<String, Object> memInfo() {
        Map<String, Object> info = new LinkedHashMap<>();
        for (List<String> row : rows("/proc/meminfo")) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("value", row.get(1));
            if (row.size() > 2) {
                value.put("unit", row.get(2));
            }
            info.put(row.get(0).replace(":", ""), value);
        }
        return info;
    }

    Map<String, Object> diskStats() {
        Map<String, Object> stats = new LinkedHashMap<>();
        rows("/proc/diskstats").forEach(row -> stats.put(row.get(2), named(DISK_FIELDS, row)));
        return stats;
    }

    Map<String, Object> vmStats() {
        Map<String, Object> stats = new LinkedHashMap<>();
        rows("/proc/vmstat").forEach(row -> stats.put(row.get(0), ProcText.number(row.get(1))));
        return stats;
    }

    /** A line of names, then one of values with the same first word. */
    Map<String, Object> netStats() {
        Map<String, Object> stats = new LinkedHashMap<>();
        List<String> names = List.of("");
        for (List<String> row : rows("/proc/net/netstat")) {
            if (row.get(0).equals(names.get(0))) {
                // The last column is left out, as in Salt.
                Map<String, Object> values = named(names.subList(1, names.size() - 1), row.subList(1, row.size()));
                stats.put(row.get(0).replace(":", ""), values);
            } else {
                names = row;
            }
        }
        return stats;
    }

    Map<String, Object> netDev() {
        Map<String, Object> devices = new LinkedHashMap<>();
        for (String line : files.lines("/proc/net/dev")) {
            List<String> row = ProcText.words(line.replaceFirst(":", " "));
            if (line.contains(":") && row.size() >= NETDEV_FIELDS.size()) {
                devices.put(row.get(0), named(NETDEV_FIELDS, row));
            }
        }
        return devices;
    }
}
