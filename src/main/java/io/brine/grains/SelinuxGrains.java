package io.brine.grains;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code selinux: {enabled, enforced}}, if {@code selinuxenabled} is there. Source: 3006.0 grains/core.py _selinux */
final class SelinuxGrains implements GrainsSource {
    private final Commands commands;

    SelinuxGrains(Commands commands) {
        this.commands = commands;
    }

    @Override
    public Map<String, Object> grains() {
        if (!commands.has("selinuxenabled")) {
            return Map.of();
        }
        Map<String, Object> selinux = new LinkedHashMap<>();
        selinux.put("enabled", commands.output("selinuxenabled").isPresent());
        commands.run("getenforce")
                .ifPresent(result -> selinux.put("enforced", result.stdout().strip()));
        return Map.of("selinux", selinux);
    }
}
