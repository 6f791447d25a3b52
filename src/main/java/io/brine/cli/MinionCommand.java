package io.brine.cli;

import io.brine.config.ConfigException;
import io.brine.config.ConfigLoader;
import io.brine.config.MinionConfig;
import io.brine.minion.MinionCounters;
import io.brine.minion.MinionDaemon;
import io.brine.monitor.MetricsDoor;
import io.brine.monitor.MinionMonitor;
import io.brine.transport.Roads;
import io.brine.transport.zmtp.ZmtpRoads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code salt-minion}: the minion daemon. */
final class MinionCommand implements Command {
    private static final Duration STARTED_AFTER = Duration.ofSeconds(20);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(30);
    private static final Synopsis SYNOPSIS = new Synopsis(
            "salt-minion",
            "[options]",
            "The minion: does what its master asks of this host.",
            List.of(
                    CommonOptions.general(CommonOptions.hardCrash(), CommonOptions.inBackground()),
                    CommonOptions.daemon(),
                    CommonOptions.logging()),
            List.of(
                    "salt-minion                       with /etc/salt/minion, in the foreground",
                    "salt-minion -d                    in the background",
                    "salt-minion -l debug"));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Given given, Terminal terminal) {
        MinionConfig config = config(given);
        DaemonLogging.apply(config.logging(), !given.flag("in_background"));
        Logger log = LoggerFactory.getLogger(MinionCommand.class);
        config.warnings().forEach(warning -> log.warn("{}", warning));
        Roads roads = new ZmtpRoads();
        try {
            MinionCounters counters = new MinionCounters();
            MinionDaemon minion = new MinionDaemon(config, roads, counters);
            Optional<MetricsDoor> door = config.metrics().port() > 0
                    ? Optional.of(new MinionMonitor(minion.views(), counters).open(config.metrics()))
                    : Optional.empty();
            new DaemonProcess(config.paths().pidfile()).guard(() -> {
                door.ifPresent(MetricsDoor::close);
                minion.close();
                roads.close();
            });
            minion.start();
            return awaitStop(minion);
        } catch (RuntimeException failed) {
            roads.close();
            log.error("The minion cannot run: {}", failed.getMessage(), given.flag("hard_crash") ? failed : null);
            return ExitCodes.GENERIC;
        }
    }

    /** The collector alone would keep what the start and large jobs needed; a minion waits most of its life. See decision 11. */
    private static int awaitStop(MinionDaemon minion) {
        OptionalInt code = minion.awaitStop(STARTED_AFTER);
        while (code.isEmpty()) {
            System.gc();
            code = minion.awaitStop(TIDY_EVERY);
        }
        return code.getAsInt();
    }

    private static MinionConfig config(Given given) {
        try {
            return ConfigLoader.ofThisProcess()
                    .minion(
                            given.filled("config_dir").map(Path::of),
                            given.only("log_level", "log_file", "log_level_logfile", "user", "pidfile"),
                            true);
        } catch (ConfigException wrong) {
            throw new ExitException(ExitCodes.USAGE, wrong.getMessage() + "\n");
        }
    }
}
