package io.brine.grains;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code disks} that rotate and {@code ssds} that do not, by {@code /sys/block}; virtual devices are left out. Source: 3006.0 grains/disks.py _linux_disks */
final class DiskGrains implements GrainsSource {
    private final HostFiles files;

    DiskGrains(HostFiles files) {
        this.files = files;
    }

    @Override
    public Map<String, Object> grains() {
        List<Object> disks = new ArrayList<>();
        List<Object> ssds = new ArrayList<>();
        for (String device : files.names("/sys/block")) {
            String block = "/sys/block/" + device;
            if (!files.link(block).orElse("").startsWith("../devices/virtual/")) {
                String flag = files.word(block + "/queue/rotational").orElse("");
                if (flag.startsWith("0")) {
                    ssds.add(device);
                } else if (flag.startsWith("1")) {
                    disks.add(device);
                }
            }
        }
        return Map.of("disks", disks, "ssds", ssds);
    }
}
