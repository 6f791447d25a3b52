package io.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Trees;
import io.brine.data.Yaml;
import io.brine.master.MasterSite;
import io.brine.monitor.Monitor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code salt-master --check}, beside a running master and without one. */
class MasterCheckIT {
    @TempDir
    Path root;

    @Test
    void aHealthyMasterIsOneLineWithNumbersAndItsExitCode() {
        try (MasterSite site = new MasterSite(root).start();
                Monitor monitor = Monitor.over(site.config, site.daemon, Clock.systemUTC())) {
            monitor.start();

            String said = check("--check");

            assertThat(said).matches("SALT MASTER (OK|WARNING|CRITICAL): [^|\n]*\\| connected=0 accepted=0 .*\n[012]");
            assertThat(said)
                    .endsWith("\n" + List.of("OK", "WARNING", "CRITICAL").indexOf(said.split("[ :]+")[2]));
            Map<String, Object> object = Trees.fields(
                    Yaml.load(check("--check-json").lines().findFirst().orElseThrow(), "answer"));
            assertThat(object).containsKeys("word", "code", "summary", "queue", "time");
        }
    }

    @Test
    void aMasterThatDoesNotWatchItselfIsUnknown() {
        try (MasterSite site = new MasterSite(root).start()) {
            assertThat(site.daemon.connected()).isEmpty();

            assertThat(check("--check")).startsWith("SALT MASTER UNKNOWN: ").endsWith("\n3");
        }
    }

    @Test
    void noMasterIsCriticalAndThePidFileIsLookedAt() throws Exception {
        try (MasterSite site = new MasterSite(root)) {
            assertThat(check("--check")).startsWith("SALT MASTER CRITICAL: ").endsWith("there is no pid file\n2");

            Files.createDirectories(site.config.paths().pidfile().getParent());
            Files.writeString(site.config.paths().pidfile(), "999999999");

            assertThat(check("--check")).contains("process 999999999 of the pid file is gone");
        }
    }

    private String check(String option) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(new ByteArrayInputStream(new byte[0]), out, out, false, Map.of());
        int code = Main.run(List.of("salt-master", "-c", root.toString(), option), terminal);
        terminal.flush();
        return out.toString(StandardCharsets.UTF_8) + code;
    }
}
