package io.brine.grains;

import java.util.Map;

/** {@code machine_id}. Source: 3006.0 grains/core.py get_machine_id */
final class MachineIdGrains implements GrainsSource {
    private final HostFiles files;

    MachineIdGrains(HostFiles files) {
        this.files = files;
    }

    @Override
    public Map<String, Object> grains() {
        return files.text("/etc/machine-id")
                .or(() -> files.text("/var/lib/dbus/machine-id"))
                .map(id -> Map.<String, Object>of("machine_id", id.strip()))
                .orElse(Map.of());
    }
}
