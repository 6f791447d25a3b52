package io.brine.cli;

import io.brine.config.ConfigException;
import io.brine.config.ConfigLoader;
import io.brine.config.MasterConfig;
import io.brine.master.MasterDaemon;
import io.brine.monitor.HealthParts;
import io.brine.monitor.Monitor;
import io.brine.monitor.board.LiveBoard;
import io.brine.monitor.health.HealthWatch;
import io.brine.monitor.logs.LogWatch;
import io.brine.transport.Roads;
import io.brine.transport.zmtp.ZmtpRoads;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code salt-master}: the master daemon. */
final class MasterCommand implements Command {
    private static final Synopsis SYNOPSIS = new Synopsis(
            "salt-master",
            "[options]",
            "The master: minions connect to it, people command minions through it.",
            List.of(
                    CommonOptions.general(
                            CommonOptions.hardCrash(),
                            CommonOptions.inBackground(),
                            Opt.flag(
                                    "check",
                                    "Ask the master that runs here how it is, and exit: one line, and 0 (ok), 1"
                                            + " (warning), 2 (critical) or 3 (unknown), as Nagios wants it.",
                                    "--check"),
                            Opt.flag("check_json", "The same as one JSON object, for Zabbix.", "--check-json")),
                    CommonOptions.daemon(),
                    CommonOptions.logging()),
            List.of(
                    "salt-master                       with /etc/salt/master, in the foreground",
                    "salt-master -d -c /srv/lab        in the background, with another configuration",
                    "salt-master -l info",
                    "salt-master --check               how is it? for Nagios"));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Given given, Terminal terminal) {
        if (given.flag("check") || given.flag("check_json")) {
            return new CheckAction(MasterSide.of(given, terminal).config(), terminal, given.flag("check_json")).run();
        }
        MasterConfig config = config(given);
        DaemonLogging.apply(config.logging(), !given.flag("in_background"));
        Logger log = LoggerFactory.getLogger(MasterCommand.class);
        config.warnings().forEach(warning -> log.warn("{}", warning));
        Roads roads = new ZmtpRoads();
        try {
            MasterDaemon master = new MasterDaemon(config, roads);
            Optional<Monitor> monitor = config.monitor().enabled()
                    ? Optional.of(Monitor.over(config, master, Clock.systemUTC()))
                    : Optional.empty();
            Optional<HealthWatch> health = monitor.flatMap(parts -> HealthParts.over(config, master, parts));
            DaemonProcess process = new DaemonProcess(config.paths().pidfile());
            master.start();
            monitor.ifPresent(Monitor::start);
            monitor.flatMap(Monitor::logs).ifPresent(logs -> DaemonLogging.readBy(logs::onOwnLine));
            health.ifPresent(HealthWatch::start);
            Optional<MasterDoor.Watched> watched = monitor.map(watch -> new MasterDoor.Watched(
                    watch, LiveBoard.of(watch, watch.logs().map(LogWatch::book), health, Clock.systemUTC())));
            AutoCloseable door = hasDoor(config) ? MasterDoor.open(master, config, roads, watched) : () -> {};
            process.guard(() -> {
                close(door);
                health.ifPresent(HealthWatch::close);
                monitor.ifPresent(Monitor::close);
                master.close();
                roads.close();
            });
            log.info(
                    "The salt master is starting up: {}, publishing on {}, answering on {}",
                    config.id(),
                    master.publishPort(),
                    master.retPort());
            process.await();
            return ExitCodes.OK;
        } catch (RuntimeException failed) {
            roads.close();
            log.error("The master cannot run: {}", failed.getMessage(), given.flag("hard_crash") ? failed : null);
            return ExitCodes.GENERIC;
        }
    }

    private static boolean hasDoor(MasterConfig config) {
        return config.api().filter(api -> !api.standalone()).isPresent();
    }

    private static void close(AutoCloseable door) {
        try {
            door.close();
        } catch (Exception alreadyGone) {
            // the process ends anyway
        }
    }

    private static MasterConfig config(Given given) {
        try {
            return ConfigLoader.ofThisProcess()
                    .master(
                            given.filled("config_dir").map(Path::of),
                            given.only("log_level", "log_file", "log_level_logfile", "user", "pidfile"));
        } catch (ConfigException wrong) {
            throw new ExitException(ExitCodes.USAGE, wrong.getMessage() + "\n");
        }
    }
}
