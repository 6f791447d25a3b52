package io.brine.grains;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code mem_total swap_total} in MiB, from {@code /proc/meminfo}. Source: 3006.0 grains/core.py _linux_memdata */
final class MemoryGrains implements GrainsSource {
    private final HostFiles files;

    MemoryGrains(HostFiles files) {
        this.files = files;
    }

    @Override
    public Map<String, Object> grains() {
        Map<String, Object> grains = new LinkedHashMap<>();
        grains.put("mem_total", 0L);
        grains.put("swap_total", 0L);
        for (String line : files.lines("/proc/meminfo")) {
            if (line.startsWith("MemTotal:")) {
                grains.put("mem_total", kibibytes(line) / 1024);
            } else if (line.startsWith("SwapTotal:")) {
                grains.put("swap_total", kibibytes(line) / 1024);
            }
        }
        return grains;
    }

    private static long kibibytes(String line) {
        return Long.parseLong(line.substring(line.indexOf(':') + 1).strip().split("\\s+")[0]);
    }
}
