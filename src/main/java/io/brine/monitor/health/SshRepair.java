package io.brine.monitor.health;

import io.brine.config.RepairConfig;
import io.brine.monitor.health.HealthRoads.RepairEnd;
import io.brine.monitor.health.HealthRoads.RepairOrder;
import io.brine.monitor.health.ProcessRun.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The repair steps by the system's {@code ssh}: first a look that changes nothing, then the step. The far side must show the host
 * key that is known for this <em>minion id</em>, whatever its address; no key is ever accepted here (docs/decisions/0023).
 */
final class SshRepair {
    /** ssh's own failures: no road, another host key, not let in. */
    private static final int SSH_FAILED = 255;

    private static final long HARD_MORE_MILLIS = 15_000;
    private static final long JOB_PATIENCE_MILLIS = 1_800_000;
    /** Neither an option nor anything a shell would take apart. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._:-]{0,254}");

    private final RepairConfig config;
    private final Path knownHosts;
    private final Clock clock;
    private final Map<String, Long> jobWaits = new ConcurrentHashMap<>();

    SshRepair(RepairConfig config, Path knownHosts, Clock clock) {
        this.config = config;
        this.knownHosts = knownHosts;
        this.clock = clock;
    }

    /** @param address without a port; empty if nobody knows one @throws InterruptedException when the master stops: the step was killed */
    RepairEnd repair(RepairOrder order, String address) throws InterruptedException {
        String host = config.ssh().hosts().getOrDefault(order.id(), address);
        Optional<String> noWay = noWay(order.id(), host);
        if (noWay.isPresent()) {
            return RepairEnd.of(RepairEnd.Kind.NO_WAY, noWay.get());
        }
        String seen = "";
        if (config.steps().contains("look")) {
            Outcome look = ssh(order.id(), host, "look", config.ssh().timeoutMillis());
            Optional<RepairEnd> stop = judge(order.id(), look);
            if (stop.isPresent()) {
                return with(stop.get(), look.output());
            }
            seen = look.output();
        }
        return order.step().equals("look")
                ? RepairEnd.of(RepairEnd.Kind.STOPPED, "mon:repair:steps names no restart")
                : act(order, host, seen);
    }

    private RepairEnd act(RepairOrder order, String host, String seen) throws InterruptedException {
        boolean hard = order.step().equals("hard-restart");
        long timeout = config.ssh().timeoutMillis() + (hard ? HARD_MORE_MILLIS : 0);
        Outcome outcome = ssh(order.id(), host, order.step(), timeout);
        String output = seen.isEmpty() ? outcome.output() : seen + "\n" + outcome.output();
        if (outcome.timedOut()) {
            return with(
                    RepairEnd.of(RepairEnd.Kind.TIMED_OUT, "ssh was killed after " + timeout / 1000 + " s"), output);
        }
        if (outcome.status() == SSH_FAILED || outcome.status() < 0) {
            return with(RepairEnd.of(RepairEnd.Kind.NO_WAY, "no way: " + outcome.firstLine()), output);
        }
        return with(RepairEnd.of(RepairEnd.Kind.RUN, "exit " + outcome.status()), output);
    }

    /** Hands off, unless the look was made and found nothing against it. */
    private Optional<RepairEnd> judge(String id, Outcome look) {
        if (look.timedOut()) {
            return Optional.of(RepairEnd.of(RepairEnd.Kind.TIMED_OUT, "the look by ssh was killed at its time"));
        }
        if (look.status() != 0) {
            return Optional.of(RepairEnd.of(
                    RepairEnd.Kind.NO_WAY, "no way: the look ended with " + look.status() + ": " + look.firstLine()));
        }
        long now = clock.millis();
        Optional<RepairEnd> verdict =
                LookReport.parse(look.output()).verdict(config.ssh().allowControlGroup(), now / 1000);
        boolean runsAJob =
                verdict.filter(end -> end.why().equals("it runs a job")).isPresent();
        if (!runsAJob) {
            jobWaits.remove(id);
            return verdict;
        }
        long since = jobWaits.computeIfAbsent(id, first -> now);
        return now - since < JOB_PATIENCE_MILLIS ? verdict : Optional.empty();
    }

    private static RepairEnd with(RepairEnd end, String output) {
        String cut = output.length() > ProcessRun.MOST_OUTPUT ? output.substring(0, ProcessRun.MOST_OUTPUT) : output;
        return new RepairEnd(end.kind(), end.why(), cut, end.waitMillis());
    }

    private Optional<String> noWay(String id, String host) {
        if (host.isEmpty()) {
            return Optional.of("no way: no address is known");
        }
        if (!PLAIN.matcher(host).matches() || !PLAIN.matcher(id).matches()) {
            return Optional.of("no way: its name or address is none that ssh should be given");
        }
        if (!Files.isReadable(knownHosts)) {
            return Optional.of("no way: there are no host keys in " + knownHosts);
        }
        return Optional.empty();
    }

    private Outcome ssh(String id, String host, String step, long timeoutMillis) throws InterruptedException {
        return ProcessRun.run(words(id, host, step), "", timeoutMillis);
    }

    /** What the command line says wins over every file of ssh's, which may still name a jump host. */
    List<String> words(String id, String host, String step) {
        RepairConfig.Ssh ssh = config.ssh();
        List<String> words = new ArrayList<>(List.of(ssh.program(), "-n", "-T", "-a", "-x"));
        for (String option : List.of(
                "BatchMode=yes",
                "StrictHostKeyChecking=yes",
                "UserKnownHostsFile=" + knownHosts,
                "GlobalKnownHostsFile=/dev/null",
                "HostKeyAlias=" + id,
                "UpdateHostKeys=no",
                "CheckHostIP=no",
                "VerifyHostKeyDNS=no",
                "PreferredAuthentications=publickey",
                "PasswordAuthentication=no",
                "KbdInteractiveAuthentication=no",
                "ClearAllForwardings=yes",
                "PermitLocalCommand=no",
                "ControlMaster=no",
                "ControlPath=none",
                "ConnectTimeout=5",
                "ConnectionAttempts=1",
                "ServerAliveInterval=5",
                "ServerAliveCountMax=3",
                "LogLevel=ERROR")) {
            words.add("-o");
            words.add(option);
        }
        if (!ssh.key().isEmpty()) {
            words.addAll(List.of("-o", "IdentitiesOnly=yes", "-i", ssh.key()));
        }
        words.addAll(List.of("-p", String.valueOf(ssh.port()), "-l", ssh.user(), "--", host));
        words.add(ssh.commands().get(step));
        return words;
    }
}
