package io.brine.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may be done for a minion that does not answer.
 *
 * @param mode {@code mode}, observe: write down what would be done; {@code ask}: wait for a person; {@code auto}: do it
 * @param via {@code via}, ssh; {@code none} is no way
 * @param only {@code only}, {@code *}: a compound target; all others are never repaired
 * @param perSecond {@code rate:per_s}, 0.1 repairs
 * @param burst {@code rate:burst}, 10
 * @param parallel {@code rate:parallel}, 5
 * @param perIncident {@code per_minion:incident}, 2
 * @param perDay {@code per_minion:day}, 3
 * @param steps {@code steps}: kick, look, restart, hard-restart, in this order; what is not named is not done
 * @param owner {@code owner}: the id of the master that repairs, where there are several; the others only watch
 * @param times how long each step is waited for
 * @param ssh {@code ssh}: the road
 */
public record RepairConfig(
        String mode,
        String via,
        String only,
        double perSecond,
        int burst,
        int parallel,
        int perIncident,
        int perDay,
        List<String> steps,
        Optional<String> owner,
        Times times,
        Ssh ssh) {
    private static final List<String> STEPS = List.of("kick", "look", "restart", "hard-restart");

    public RepairConfig {
        steps = List.copyOf(steps);
    }

    static RepairConfig from(OptionBlock repair) {
        OptionBlock rate = repair.block("rate");
        OptionBlock perMinion = repair.block("per_minion");
        List<String> steps = repair.texts("steps", STEPS);
        steps.stream().filter(step -> !STEPS.contains(step)).findFirst().ifPresent(unknown -> {
            throw repair.refused("steps", "names " + unknown + "; known are " + String.join(", ", STEPS));
        });
        RepairConfig read = new RepairConfig(
                repair.word("mode", "observe", List.of("observe", "ask", "auto")),
                repair.word("via", "ssh", List.of("ssh", "none")),
                repair.text("only", "*"),
                rate.number("per_s", 0.1, 0.0001),
                rate.whole("burst", 10, 1),
                rate.whole("parallel", 5, 1),
                perMinion.whole("incident", 2, 0),
                perMinion.whole("day", 3, 0),
                steps,
                repair.maybeText("owner"),
                Times.from(repair.block("wait")),
                Ssh.from(repair.block("ssh")));
        List.of(rate, perMinion, repair).forEach(OptionBlock::finish);
        return read;
    }

    /** Whether a person or nobody has to agree before a repair is begun. */
    public boolean isAuto() {
        return mode.equals("auto");
    }

    /**
     * How long things are waited for.
     *
     * @param cureMillis {@code wait:restart}, 60, for the minion's answer after a restart
     * @param hardCureMillis {@code wait:hard-restart}, 90
     * @param pauseMillis {@code wait:pause}, 180, between two repairs of one minion
     * @param failMillis {@code wait:fail}, 300: a host that stays unreachable for so long is FAILED
     * @param quietMillis {@code wait:quiet}, 30: who spoke within that time is not repaired
     * @param goneMillis {@code wait:gone}, 86400: FAILED for so long is GONE
     */
    public record Times(
            long cureMillis,
            long hardCureMillis,
            long pauseMillis,
            long failMillis,
            long quietMillis,
            long goneMillis) {
        static Times from(OptionBlock wait) {
            Times read = new Times(
                    wait.millis("restart", 60),
                    wait.millis("hard-restart", 90),
                    wait.millis("pause", 180),
                    wait.millis("fail", 300),
                    wait.millis("quiet", 30),
                    wait.millis("gone", 86_400));
            wait.finish();
            return read;
        }
    }

    /**
     * The road by ssh.
     *
     * @param program {@code program}, ssh
     * @param user {@code user}, salt-medic
     * @param key {@code key}: file of the private key; empty = what ssh finds itself
     * @param knownHosts {@code known_hosts}: file of host keys <em>by minion id</em>; empty = {@code <cachedir>/mon/known_hosts}
     * @param port {@code port}, 22
     * @param hosts {@code hosts}: minion id to address; who is not named is looked for at its last proven address
     * @param timeoutMillis {@code timeout}, 30 for each step; it is killed then
     * @param allowControlGroup {@code allow_control_group}, False: whether a unit that would take its children down may be restarted
     * @param commands {@code commands}: look, restart, hard-restart; what the far side is told to run
     */
    public record Ssh(
            String program,
            String user,
            String key,
            String knownHosts,
            int port,
            Map<String, String> hosts,
            long timeoutMillis,
            boolean allowControlGroup,
            Map<String, String> commands) {
        private static final Map<String, String> COMMANDS = Map.of(
                "look", "sudo -n salt-medic look",
                "restart", "sudo -n salt-medic restart",
                "hard-restart", "sudo -n salt-medic hard-restart");

        public Ssh {
            hosts = Map.copyOf(hosts);
            commands = Map.copyOf(commands);
        }

        static Ssh from(OptionBlock ssh) {
            Map<String, String> commands = new HashMap<>(COMMANDS);
            commands.putAll(ssh.textMap("commands"));
            if (commands.size() != COMMANDS.size()) {
                throw ssh.refused("commands", "may only name look, restart and hard-restart");
            }
            Ssh read = new Ssh(
                    ssh.text("program", "ssh"),
                    ssh.text("user", "salt-medic"),
                    ssh.text("key", ""),
                    ssh.text("known_hosts", ""),
                    ssh.whole("port", 22, 1),
                    ssh.textMap("hosts"),
                    ssh.millis("timeout", 30),
                    ssh.flag("allow_control_group", false),
                    commands);
            ssh.finish();
            return read;
        }

        /** The file of host keys. @param cachedir of the master */
        public Path knownHostsFile(Path cachedir) {
            return knownHosts.isEmpty() ? cachedir.resolve("mon/known_hosts") : Path.of(knownHosts);
        }
    }
}
