package io.brine.grains;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code biosversion biosvendor boardname productname manufacturer biosreleasedate uuid serialnumber}, from the firmware
 * tables in {@code /sys/class/dmi/id} (uuid and serial number only for root) or the device tree. Source: 3006.0
 * grains/core.py _hw_data, _linux_devicetree_platform_data
 */
final class HardwareGrains implements GrainsSource {
    private static final Map<String, String> FIRMWARE_FILES = Map.of(
            "biosversion", "bios_version",
            "biosvendor", "bios_vendor",
            "boardname", "board_name",
            "productname", "product_name",
            "manufacturer", "sys_vendor",
            "biosreleasedate", "bios_date",
            "uuid", "product_uuid",
            "serialnumber", "product_serial");

    private final HostFiles files;

    HardwareGrains(HostFiles files) {
        this.files = files;
    }

    @Override
    public Map<String, Object> grains() {
        Map<String, Object> grains = new LinkedHashMap<>(deviceTree());
        FIRMWARE_FILES.forEach((grain, file) -> files.text("/sys/class/dmi/id/" + file)
                .map(String::strip)
                .ifPresent(value -> grains.put(grain, grain.equals("uuid") ? value.toLowerCase(Locale.ROOT) : value)));
        return grains;
    }

    private Map<String, Object> deviceTree() {
        Map<String, Object> grains = new LinkedHashMap<>();
        String model = property("model");
        int comma = model.indexOf(',');
        if (comma >= 0) {
            grains.put("manufacturer", model.substring(0, comma));
        }
        if (!model.isEmpty()) {
            grains.put("productname", model.substring(comma + 1));
        }
        for (String name : new String[] {"system-id", "serial-number"}) {
            if (!property(name).isEmpty()) {
                grains.put("serialnumber", property(name));
            }
        }
        return grains;
    }

    private String property(String name) {
        return files.text("/proc/device-tree/" + name).orElse("").replaceAll("\0+$", "");
    }
}
