package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.config.HealthConfig;
import io.brine.monitor.health.HealthRoads.RepairEnd;
import io.brine.monitor.health.HealthRoads.RepairOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repair steps over a real sshd. */
class SshRepairIT {
    @TempDir
    static Path home;

    private static LoopbackSshd sshd;

    @TempDir
    Path work;

    private Path knownHosts;

    @BeforeAll
    static void start() throws Exception {
        LoopbackSshd.mustBeHere();
        sshd = new LoopbackSshd(home.resolve("sshd"));
    }

    @AfterAll
    static void stop() {
        if (sshd != null) {
            sshd.close();
        }
    }

    @BeforeEach
    void know() throws Exception {
        knownHosts = work.resolve("known_hosts");
        Files.writeString(knownHosts, sshd.knownHost("db-17.fra"));
    }

    private SshRepair repair(String steps, String look, String restart) {
        return repair(steps, look, restart, sshd.key, 20);
    }

    private SshRepair repair(String steps, String look, String restart, Path key, double timeout) {
        HealthConfig config =
                HealthConfigs.of("{repair: {mode: auto, steps: " + steps + ", ssh: {user: root, key: " + key
                        + ", port: " + sshd.port + ", timeout: " + timeout + ", commands: {look: '" + look
                        + "', restart: '" + restart
                        + "'}}}}");
        return new SshRepair(config.repair(), knownHosts, Clock.systemUTC());
    }

    private static RepairOrder order(String id) {
        return new RepairOrder(id, "restart", 1, 1, "auto", "a test");
    }

    private RepairEnd restart(SshRepair ssh) throws InterruptedException {
        return ssh.repair(order("db-17.fra"), "127.0.0.1");
    }

    @Test
    void theStepIsRunOnTheHostAndItsOutputIsKept() throws Exception {
        RepairEnd end = restart(repair("[restart]", "", "echo restarted > " + work + "/done; echo all well; exit 3"));

        assertThat(end.kind()).isEqualTo(RepairEnd.Kind.RUN);
        assertThat(end.why()).isEqualTo("exit 3");
        assertThat(end.output()).contains("all well");
        assertThat(work.resolve("done")).hasContent("restarted");
    }

    @Test
    void aHostWhoseKeyIsNotKnownForThisMinionIsNotLetNear() throws Exception {
        Files.writeString(knownHosts, sshd.knownHost("web1") + sshd.knownHost("127.0.0.1"));
        String before = Files.readString(knownHosts);

        RepairEnd end = restart(repair("[restart]", "", "touch " + work + "/done"));

        assertThat(end.kind()).isEqualTo(RepairEnd.Kind.NO_WAY);
        assertThat(end.why()).containsIgnoringCase("host key");
        assertThat(work.resolve("done")).doesNotExist();
        assertThat(knownHosts).as("nothing is learnt in a repair").hasContent(before);
    }

    @Test
    void aHostThatShowsAnotherKeyIsNotLetNear() throws Exception {
        Path other = sshd.newKey("other-" + System.nanoTime());
        Files.writeString(
                knownHosts,
                "db-17.fra " + Files.readString(Path.of(other + ".pub")).strip() + "\n");

        RepairEnd end = restart(repair("[restart]", "", "touch " + work + "/done"));

        assertThat(end.kind()).isEqualTo(RepairEnd.Kind.NO_WAY);
        assertThat(work.resolve("done")).doesNotExist();
    }

    @Test
    void withoutAFileOfHostKeysNothingIsTried() throws Exception {
        Files.delete(knownHosts);

        RepairEnd end = restart(repair("[restart]", "", "true"));

        assertThat(end.kind()).isEqualTo(RepairEnd.Kind.NO_WAY);
        assertThat(end.why()).contains("no host keys");
    }

    @Test
    void aKeyThatIsNotLetInIsNoWay() throws Exception {
        Path stranger = sshd.newKey("stranger-" + System.nanoTime());

        RepairEnd end = restart(repair("[restart]", "", "true", stranger, 20));

        assertThat(end.kind()).isEqualTo(RepairEnd.Kind.NO_WAY);
        assertThat(end.why()).contains("Permission denied");
    }

    @Test
    void aStepThatHangsIsKilledAtItsTime() throws Exception {
        RepairEnd end = restart(repair("[restart]", "", "sleep 300", sshd.key, 1.5));

        assertThat(end.kind()).isEqualTo(RepairEnd.Kind.TIMED_OUT);
    }

    @Test
    void outputIsCutAtItsLimit() throws Exception {
        RepairEnd end = restart(repair("[restart]", "", "head -c 1000000 /dev/zero | tr \"\\\\000\" x"));

        assertThat(end.kind()).isEqualTo(RepairEnd.Kind.RUN);
        assertThat(end.output().length()).isBetween(ProcessRun.MOST_OUTPUT - 100, ProcessRun.MOST_OUTPUT);
    }

    @Test
    void aFullDiskIsSeenBeforeAnythingIsDone() throws Exception {
        RepairEnd end = restart(repair("[look, restart]", "echo disk_used_percent=100", "touch " + work + "/done"));

        assertThat(end.kind()).isEqualTo(RepairEnd.Kind.STOPPED);
        assertThat(end.why()).isEqualTo("its disk is full");
        assertThat(work.resolve("done")).doesNotExist();
    }

    @Test
    void aLookThatFailsMeansHandsOff() throws Exception {
        RepairEnd end = restart(repair("[look, restart]", "no-such-program", "touch " + work + "/done"));

        assertThat(end.kind()).isEqualTo(RepairEnd.Kind.NO_WAY);
        assertThat(work.resolve("done")).doesNotExist();
    }

    @Test
    void theMedicsOwnLookIsUnderstood() throws Exception {
        Path medic = Path.of("bin/salt-medic").toAbsolutePath();

        RepairEnd end = restart(repair(
                "[look, restart]", "SALT_UNIT=brine-no-such-unit " + medic + " sudo -n salt-medic look", "true"));

        assertThat(LookReport.parse(end.output()).facts())
                .containsKeys("service", "enabled", "process", "jobs", "disk_used_percent", "clock", "packages");
    }

    @Test
    void theMedicKnowsThreeVerbsAndNoOther() throws Exception {
        Path medic = Path.of("bin/salt-medic").toAbsolutePath();

        RepairEnd end = restart(repair("[restart]", "", medic + " sh"));

        assertThat(end.why()).isEqualTo("exit 2");
    }

    @Test
    void anAddressThatIsAnOptionIsNeverGivenToSsh() throws Exception {
        SshRepair ssh = repair("[restart]", "", "true");

        RepairEnd option = ssh.repair(order("db-17.fra"), "-oProxyCommand=touch " + work + "/done");
        RepairEnd name = ssh.repair(order("-oProxyCommand=x"), "127.0.0.1");

        assertThat(option.kind()).isEqualTo(RepairEnd.Kind.NO_WAY);
        assertThat(name.kind()).isEqualTo(RepairEnd.Kind.NO_WAY);
        assertThat(work.resolve("done")).doesNotExist();
    }
}
