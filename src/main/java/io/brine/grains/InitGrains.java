package io.brine.grains;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code init}: who process 1 is. Source: 3006.0 grains/core.py _linux_init_system */
final class InitGrains implements GrainsSource {
    private final Host host;

    InitGrains(Host host) {
        this.host = host;
    }

    @Override
    public Map<String, Object> grains() {
        return Map.of("init", host.files().exists("/run/systemd/system") ? "systemd" : fromFirstProcess());
    }

    private String fromFirstProcess() {
        String commandLine = host.files()
                .text("/proc/1/cmdline")
                .orElse("")
                .replace('\0', ' ')
                .strip();
        List<String> words = List.of(commandLine.split("\\s+"));
        Optional<Path> program = host.commands().which(words.get(0));
        if (program.isPresent() && program.get().toString().endsWith("bin/init")) {
            return namedIn(program.get().toString());
        }
        for (String init : List.of("supervisord", "dumb-init", "tini")) {
            if (host.commands()
                    .which(init)
                    .map(Path::toString)
                    .filter(words::contains)
                    .isPresent()) {
                return init;
            }
        }
        return words.equals(List.of("runit")) || words.contains("/sbin/my_init") ? "runit" : "unknown";
    }

    /** The name that occurs first in the program; each of them carries its own. */
    private String namedIn(String program) {
        String text = host.files()
                .bytes(program)
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT))
                .orElse("");
        return List.of("upstart", "sysvinit", "systemd").stream()
                .filter(text::contains)
                .findFirst()
                .orElse("unknown");
    }
}
