package io.brine.grains;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code num_cpus cpu_model cpu_flags} from {@code /proc/cpuinfo}. Source: 3006.0 grains/core.py _linux_cpudata */
final class CpuGrains implements GrainsSource {
    private final HostFiles files;

    CpuGrains(HostFiles files) {
        this.files = files;
    }

    @Override
    public Map<String, Object> grains() {
        Cpu cpu = new Cpu();
        for (String line : files.lines("/proc/cpuinfo")) {
            String[] parts = line.split(":", -1);
            if (parts.length > 1) {
                cpu.take(parts[0].strip(), parts[1].strip());
            }
        }
        Map<String, Object> grains = new LinkedHashMap<>();
        grains.put("num_cpus", cpu.count);
        grains.put("cpu_model", cpu.model);
        grains.put("cpu_flags", cpu.flags);
        return grains;
    }

    /** What the lines told so far; each processor type uses words of its own. */
    private static final class Cpu {
        private long count;
        private String model = "Unknown";
        private List<String> flags = List.of();

        void take(String key, String value) {
            switch (key) {
                case "processor" -> count++;
                case "# processors" -> count = Long.parseLong(value); // s390
                case "vendor_id", "model name", "cpu" -> model = value;
                case "flags", "Features" -> flags = value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
                case "Processor" -> { // old ARM kernels
                    model = value.split("-", -1)[0];
                    count = 1;
                }
                default -> {}
            }
        }
    }
}
