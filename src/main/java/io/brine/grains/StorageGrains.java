package io.brine.grains;

import io.brine.grains.GrainsSettings.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code zfs_support zfs_feature_flags zpool mdadm lvm iscsi_iqn nvme_nqn fc_wwn}. Source: 3006.0 grains/zfs.py
 * mdadm.py lvm.py iscsi.py nvme.py fibre_channel.py
 */
final class StorageGrains implements GrainsSource {
    private final Host host;
    private final GrainsSettings settings;

    StorageGrains(Host host, GrainsSettings settings) {
        this.host = host;
        this.settings = settings;
    }

    @Override
    public Map<String, Object> grains() {
        Map<String, Object> grains = new LinkedHashMap<>();
        addZfs(grains);
        if (host.files().exists("/proc/mdstat")) {
            grains.put("mdadm", mdadm());
        }
        if (settings.probes(Probe.LVM) && host.commands().has("lvm")) {
            grains.put("lvm", lvm());
        }
        if (settings.probes(Probe.ISCSI)) {
            grains.put("iscsi_iqn", linesWith("/etc/iscsi/initiatorname.iscsi", "InitiatorName=", true));
        }
        if (settings.probes(Probe.NVME)) {
            grains.put("nvme_nqn", linesWith("/etc/nvme/hostnqn", "nqn.", false));
        }
        if (settings.probes(Probe.FIBRE_CHANNEL)) {
            grains.put("fc_wwn", worldWideNames());
        }
        return grains;
    }

    private void addZfs(Map<String, Object> grains) {
        boolean isSupported = host.commands().has("zpool")
                && (host.files().exists("/sys/module/zfs") || host.commands().has("zfs-fuse"));
        grains.put("zfs_support", isSupported);
        // Salt looks for the manual page; every zpool of this century has the flags.
        grains.put("zfs_feature_flags", isSupported);
        if (isSupported) {
            Map<String, Object> pools = new LinkedHashMap<>();
            host.commands()
                    .output("zpool", "list", "-H", "-o", "name,size")
                    .orElse("")
                    .lines()
                    .forEach(line -> {
                        String[] columns = line.split("\\s+");
                        pools.put(columns[0], columns[1]);
                    });
            grains.put("zpool", pools);
        }
    }

    private List<Object> mdadm() {
        return host.files().lines("/proc/mdstat").stream()
                .filter(line -> !line.startsWith("Personalities : ") && !line.startsWith("unused devices:"))
                .filter(line -> line.contains(" : "))
                .map(line -> (Object) line.substring(0, line.indexOf(" : ")))
                .distinct()
                .sorted()
                .toList();
    }

    private Map<String, Object> lvm() {
        Map<String, Object> groups = new LinkedHashMap<>();
        for (String group : names("lvm", "vgs", "-o", "vg_name", "--noheadings")) {
            groups.put(group, names("lvm", "lvs", "-o", "lv_name", "--noheadings", group));
        }
        return groups;
    }

    private List<String> names(String... argv) {
        return host.commands()
                .output(argv)
                .orElse("")
                .lines()
                .map(String::strip)
                .toList();
    }

    private List<Object> linesWith(String file, String start, boolean isLabel) {
        return host.files().lines(file).stream()
                .map(String::strip)
                .filter(line -> line.startsWith(start))
                .map(line -> (Object) (isLabel ? line.substring(start.length()) : line))
                .toList();
    }

    private List<Object> worldWideNames() {
        List<Object> names = new ArrayList<>();
        for (String port : host.files().names("/sys/class/fc_host")) {
            host.files()
                    .word("/sys/class/fc_host/" + port + "/port_name")
                    .ifPresent(name -> names.add(name.substring(2)));
        }
        return names;
    }
}
