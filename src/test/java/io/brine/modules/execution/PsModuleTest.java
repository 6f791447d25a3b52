package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.TestCallContext;
import io.brine.grains.Commands;
import io.brine.grains.Host;
import io.brine.grains.HostFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals to processes, of which none is sent: the host only remembers what it was told to run. */
class PsModuleTest {
    @TempDir
    Path root;

    private final List<String> signals = new ArrayList<>();

    private final class Remembering implements Commands {
        @Override
        public Optional<Path> which(String name) {
            return Optional.of(Path.of("/usr/bin", name));
        }

        @Override
        public Optional<Result> run(List<String> argv) {
            if (argv.get(0).equals("kill")) {
                signals.add(String.join(" ", argv));
            }
            return Optional.of(new Result(0, "", ""));
        }
    }

    private Object kill(long pid, int signal) throws Exception {
        Path directory = Files.createDirectories(root.resolve("proc/" + pid));
        Files.writeString(directory.resolve("stat"), pid + " (x) S 1" + " 0".repeat(48));
        Host host = new Host(new HostFiles(root), new Remembering(), Map.of());
        return TestCallContext.of(HostModules.of(host, Clock.systemUTC()).toArray(new FunctionModule[0]))
                .call("ps.kill_pid", pid, signal);
    }

    @Test
    void aProcessIsSentTheSignal() throws Exception {
        assertThat(kill(ProcessHandle.current().pid() + 1, 9)).isEqualTo(true);
        assertThat(signals)
                .containsExactly("kill -9 " + (ProcessHandle.current().pid() + 1));
    }

    @Test
    void theMinionDoesNotEndItselfForTheSakeOfOneJob() {
        assertThatThrownBy(() -> kill(ProcessHandle.current().pid(), 15))
                .isInstanceOf(CommandExecutionException.class)
                .hasMessageContaining("saltutil.kill_job");
        assertThat(signals).isEmpty();
    }
}
