package io.brine.grains;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code username groupname pid gid uid cwd path systempath shell} of this process. Source: 3006.0 grains/minion_process.py, extra.py shell, core.py path, cwd */
final class ProcessGrains implements GrainsSource {
    private final Host host;

    ProcessGrains(Host host) {
        this.host = host;
    }

    @Override
    public Map<String, Object> grains() {
        long uid = effective("Uid:");
        Accounts accounts = new Accounts(host.files());
        Map<String, Object> grains = new LinkedHashMap<>();
        String path = host.environment().getOrDefault("PATH", "").strip();
        grains.put("cwd", System.getProperty("user.dir"));
        grains.put("path", path);
        grains.put("systempath", List.of(path.split(":", -1)));
        grains.put("shell", host.environment().getOrDefault("SHELL", "/bin/sh"));
        grains.put("username", accounts.user(uid).map(Accounts.User::name).orElse(System.getProperty("user.name")));
        grains.put(
                "groupname",
                accounts.user(uid)
                        .flatMap(user -> accounts.group(user.gid()))
                        .map(Accounts.Group::name)
                        .orElse(""));
        grains.put("pid", ProcessHandle.current().pid());
        grains.put("gid", effective("Gid:"));
        grains.put("uid", uid);
        return grains;
    }

    /** Second of real, effective, saved, file system. */
    private long effective(String label) {
        return host.files().lines("/proc/self/status").stream()
                .filter(line -> line.startsWith(label))
                .map(line -> Long.parseLong(line.split("\\s+")[2]))
                .findFirst()
                .orElse(0L);
    }
}
