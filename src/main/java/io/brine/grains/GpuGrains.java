package io.brine.grains;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code gpus num_gpus} by {@code lspci}; none without it. Source: 3006.0 grains/core.py _linux_gpu_data */
final class GpuGrains implements GrainsSource {
    private static final Set<String> CLASSES =
            Set.of("vga compatible controller", "3d controller", "display controller");
    private static final List<String> VENDORS =
            List.of("nvidia", "amd", "ati", "intel", "cirrus logic", "vmware", "matrox", "aspeed");

    private final Commands commands;
    private final boolean mayAskLspci;

    GpuGrains(Commands commands, boolean mayAskLspci) {
        this.commands = commands;
        this.mayAskLspci = mayAskLspci;
    }

    @Override
    public Map<String, Object> grains() {
        String output = mayAskLspci ? commands.output("lspci", "-vmm").orElse("") : "";
        List<Object> gpus = new ArrayList<>();
        for (String device : output.split("\n\n")) {
            Map<String, String> fields = new HashMap<>();
            device.lines()
                    .filter(line -> line.contains(":"))
                    .forEach(line -> fields.put(
                            line.substring(0, line.indexOf(':')).strip(),
                            line.substring(line.indexOf(':') + 1).strip()));
            if (CLASSES.contains(fields.getOrDefault("Class", "").toLowerCase(Locale.ROOT))) {
                String vendor = vendor(fields.getOrDefault("Vendor", ""));
                gpus.add(Map.of("vendor", vendor, "model", fields.getOrDefault("Device", "")));
            }
        }
        return Map.of("num_gpus", (long) gpus.size(), "gpus", gpus);
    }

    private static String vendor(String written) {
        List<String> words = List.of(written.toLowerCase(Locale.ROOT).split("[^a-z0-9]"));
        return VENDORS.stream().filter(words::contains).findFirst().orElse("unknown");
    }
}
