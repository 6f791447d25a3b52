package io.brine.grains;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code systemd: {version, features}}, if {@code systemctl} and {@code localectl} are there. Source: 3006.0 grains/core.py _systemd */
final class SystemdGrains implements GrainsSource {
    private final Commands commands;

    SystemdGrains(Commands commands) {
        this.commands = commands;
    }

    @Override
    public Map<String, Object> grains() {
        if (!commands.has("systemctl") || !commands.has("localectl")) {
            return Map.of();
        }
        Optional<String> output = commands.output("systemctl", "--version");
        List<String> lines = output.orElse("").lines().toList();
        Map<String, Object> systemd = new LinkedHashMap<>();
        boolean isKnown = lines.size() > 1 && lines.get(0).startsWith("systemd ");
        systemd.put("version", isKnown ? lines.get(0).split("\\s+")[1] : "UNDEFINED");
        systemd.put("features", isKnown ? lines.get(1) : "");
        return Map.of("systemd", systemd);
    }
}
