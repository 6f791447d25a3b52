package io.brine.minion;

import static io.brine.minion.TestMaster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.brine.events.EventSource;
import io.brine.functions.PublishedArguments;
import io.brine.minion.SaltCall.Answer;
import io.brine.minion.SaltCall.Call;
import io.brine.transport.InMemoryRoads;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One call, with a whole master and without any. */
class SaltCallIT {
    @TempDir
    private Path root;

    private final InMemoryRoads roads = new InMemoryRoads();
    private TestMaster master;

    @AfterEach
    void close() {
        if (master != null) {
            master.close();
        }
        roads.close();
    }

    private void master(String... lines) {
        master = new TestMaster(root.resolve("M"), roads, 4505, 4506, lines).start();
    }

    private Answer call(MinionSite site, String fun, String... words) {
        try (SaltCall call = new SaltCall(site.config, () -> new TappedRoads(roads) {
            @Override
            public void close() {}
        })) {
            List<String> typed = List.of(words);
            return call.call(new Call(fun, PublishedArguments.parseInput(typed), typed, Optional.empty(), true));
        }
    }

    private MinionSite remote() {
        return new MinionSite(root.resolve("m1"), "m1", roads, "master: 127.0.0.1");
    }

    private MinionSite local() {
        return new MinionSite(
                root.resolve("m1"),
                "m1",
                roads,
                "file_client: local",
                "file_roots: {base: [" + root + "/srv]}",
                "pillar_roots: {base: [" + root + "/pillar]}");
    }

    @Test
    void theMasterIsToldOfTheCallAsOfAJob() {
        master("auto_accept: true");
        EventSource events = master.events("salt/job/");

        Answer answer = call(remote(), "test.arg", "1", "a=2");

        assertThat(answer.retcode()).isZero();
        assertThat(answer.out()).isEqualTo("nested");
        assertThat(answer.ret()).containsEntry("fun", "test.arg").containsEntry("fun_args", List.of("1", "a=2"));
        assertThat(TestMaster.next(events).data())
                .containsEntry("id", "m1")
                .containsEntry("fun", "test.arg")
                .containsEntry("retcode", 0L);
    }

    @Test
    void aKeyThatIsNotAcceptedYetEndsTheCall() {
        master();

        assertThatThrownBy(() -> call(remote(), "test.ping"))
                .isInstanceOf(SaltCallException.class)
                .hasMessage("Minion failed to authenticate with the master, has the minion key been accepted?")
                .extracting(failed -> ((SaltCallException) failed).exitCode())
                .isEqualTo(2);
    }

    @Test
    void withoutAnAnswerTheCallEndsAfterItsTries() {
        assertThatThrownBy(() -> call(remote(), "test.ping"))
                .isInstanceOf(SaltCallException.class)
                .hasMessageContaining("timeout error");
    }

    @Test
    void aLocalCallTakesFilesAndPillarFromThisHost() {
        MinionSite.write(root.resolve("srv/a.txt"), List.of("hello"));
        MinionSite.write(root.resolve("pillar/top.sls"), List.of("base: {'m1': [p]}"));
        MinionSite.write(root.resolve("pillar/p.sls"), List.of("role: web"));

        assertThat(call(local(), "pillar.get", "role").returned()).isEqualTo("web");
        assertThat(call(local(), "cp.list_master").returned()).isEqualTo(List.of("a.txt"));
        assertThat(call(local(), "cp.cache_file", "salt://a.txt").returned())
                .isEqualTo(root.resolve("srv/a.txt").toString());
    }

    @Test
    void aFunctionThatDoesNotExistIsNamedWithExitCode255() {
        assertThatThrownBy(() -> call(local(), "no.such"))
                .hasMessage("'no.such' is not available.")
                .extracting(failed -> ((SaltCallException) failed).exitCode())
                .isEqualTo(255);
    }

    @Test
    void aModuleNameAloneShowsWhatIsInIt() {
        Answer answer = call(local(), "test");

        assertThat(answer.returned())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKeys("test", "test.ping");
        assertThat(answer.retcode()).isEqualTo(1);
    }

    @Test
    void wrongArgumentsAreExplained() {
        assertThatThrownBy(() -> call(local(), "test.ping", "1", "2"))
                .hasMessageContaining("Passed invalid arguments: ");
    }

    @Test
    void theRetcodeOfTheFunctionIsKept() {
        assertThat(call(local(), "cmd.run", "exit 3").retcode()).isEqualTo(3);
    }

    @Test
    void whatItFiresReachesTheMasterThroughTheDaemonBesideIt() {
        master("auto_accept: true");
        try (MinionSite daemon = remote().start()) {
            await().atMost(SOON).until(() -> daemon.count("ready") == 1);
            EventSource events = master.events("minion/refresh/m1");

            call(remote(), "saltutil.refresh_pillar");

            assertThat(TestMaster.next(events).data()).containsEntry("Minion data cache refresh", "m1");
        }
    }
}
