package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.MsgPack;
import io.brine.functions.JobFacts;
import io.brine.functions.TestCallContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaltutilModuleTest {
    private static final Map<String, Object> OTHER = Map.of("jid", "2", "fun", "state.apply", "pid", 42L);

    private final TestCallContext context = TestCallContext.of(new SaltutilModule());

    @TempDir
    Path dir;

    @BeforeEach
    void twoJobs() {
        context.option("cachedir", dir.toString());
        context.job(new JobFacts("1", "saltutil.running", "root", Map.of()));
        context.minion().addJob(Map.of("jid", "1", "fun", "saltutil.running", "pid", 42L));
        context.minion().addJob(OTHER);
    }

    @Test
    void theOtherJobsAreShown() throws Exception {
        assertThat(context.call("saltutil.running")).isEqualTo(List.of(OTHER));
        assertThat(context.call("saltutil.is_running", "state.*")).isEqualTo(List.of(OTHER));
        assertThat(context.call("saltutil.is_running", "test.*")).isEqualTo(List.of());
        assertThat(context.call("saltutil.find_job", "2")).isEqualTo(OTHER);
        assertThat(context.call("saltutil.find_job", "3")).isEqualTo(Map.of());
    }

    @Test
    void jobsAreSignalled() throws Exception {
        assertThat(context.call("saltutil.term_job", "2")).isEqualTo("Signal 15 sent to job 2 at pid 42");
        assertThat(context.call("saltutil.kill_job", "2")).isEqualTo("Signal 9 sent to job 2 at pid 42");
        assertThat(context.call("saltutil.signal_job", "2", 10L)).isEqualTo("Signal 10 sent to job 2 at pid 42");
        assertThat(context.call("saltutil.kill_job", "3")).isEqualTo("");
        assertThat(context.call("saltutil.term_all_jobs")).isEqualTo(List.of("Signal 15 sent to job 2 at pid 42"));
        assertThat(context.minion().asked()).containsExactly("signal 15 2", "signal 9 2", "signal 10 2", "signal 15 2");
    }

    @Test
    void refreshesReachTheDaemon() throws Exception {
        assertThat(context.call("saltutil.refresh_pillar")).isEqualTo(true);
        assertThat(context.call("saltutil.pillar_refresh", true)).isEqualTo(true);
        assertThat(context.call("saltutil.refresh_grains")).isEqualTo(true);
        assertThat(context.callWith("saltutil.refresh_grains", Map.of("refresh_pillar", false)))
                .isEqualTo(true);
        assertThat(context.call("saltutil.refresh_modules")).isEqualTo(true);
        assertThat(context.minion().asked())
                .containsExactly(
                        "refreshPillar",
                        "refreshPillar",
                        "refreshGrains",
                        "refreshPillar",
                        "refreshGrains",
                        "refreshModules",
                        "refreshModules");
        assertThat(context.run("saltutil.refresh_grains", "x=1").returned())
                .isEqualTo(
                        "ERROR executing 'saltutil.refresh_grains': The following keyword arguments are not valid: x=1");
    }

    @Test
    void syncsFetchNothingAndSaySo() throws Exception {
        assertThat(context.call("saltutil.sync_modules")).isEqualTo(List.of());
        assertThat(context.call("saltutil.sync_all"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("modules", List.of())
                .containsEntry("grains", List.of())
                .hasSize(17);
    }

    @Test
    void theCacheIsEmptied() throws Exception {
        Path file = Files.createDirectories(dir.resolve("files/base")).resolve("a");
        Files.writeString(file, "x");

        assertThat(context.call("saltutil.clear_cache")).isEqualTo(true);
        assertThat(file).doesNotExist();
        assertThat(file.getParent()).exists();
    }

    @Test
    void oldJobsLeaveTheCacheAndNewOnesCanBeRead() throws Exception {
        Path old = Files.createDirectories(dir.resolve("minion_jobs/old"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(90_000)));
        Path young = Files.createDirectories(dir.resolve("minion_jobs/young"));
        Files.write(young.resolve("return.p"), MsgPack.packWire(Map.of("return", true)));

        assertThat(context.call("saltutil.clear_job_cache")).isEqualTo(true);

        assertThat(old).doesNotExist();
        assertThat(context.call("saltutil.find_cached_job", "young")).isEqualTo(Map.of("return", true));
        assertThat(context.call("saltutil.find_cached_job", "old"))
                .isEqualTo("Local jobs cache directory not found; you may need to enable cache_jobs on this minion");
    }

    @Test
    void theMasterIsAskedToForgetTheKey() throws Exception {
        assertThat(context.call("saltutil.revoke_auth")).isEqualTo(true);
        assertThat(context.master().requests())
                .containsExactly(Map.of("cmd", "revoke_auth", "id", "minion1", "preserve_minion_cache", false));

        context.master().disconnect();
        assertThat(context.call("saltutil.revoke_auth")).isEqualTo(false);
    }

    @Test
    void aRunnerIsAskedOfTheMaster() throws Exception {
        context.master().answer(load -> List.of("up"));

        assertThat(context.call("saltutil.runner", List.of("manage.up"), Map.of("timeout", 3L)))
                .isEqualTo(List.of("up"));
        assertThat(context.master().requests().get(0))
                .containsEntry("cmd", "minion_runner")
                .containsEntry("fun", "manage.up")
                .containsEntry("arg", List.of(Map.of("__kwarg__", true, "timeout", 3L)));
        assertThat(context.run("saltutil.wheel", "key.list_all").returned())
                .isEqualTo("ERROR: This command can only be executed on a minion that is located on the master.");
    }

    @Test
    void theKeysAreDeleted() throws Exception {
        Files.writeString(dir.resolve("minion.pem"), "x");
        context.option("pki_dir", dir.toString());

        assertThat(context.call("saltutil.regen_keys")).isNull();
        assertThat(dir).isEmptyDirectory();
    }
}
