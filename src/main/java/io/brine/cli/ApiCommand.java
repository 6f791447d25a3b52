package io.brine.cli;

import io.brine.api.ApiServer;
import io.brine.client.ClientSettings;
import io.brine.config.ConfigException;
import io.brine.config.ConfigLoader;
import io.brine.config.MasterConfig;
import io.brine.events.EventClient;
import io.brine.events.EventFilter;
import io.brine.events.EventSockets;
import io.brine.transport.Roads;
import io.brine.transport.zmtp.ZmtpRoads;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code salt-api}: the HTTP door as a process of its own, beside any master of this host, Brine's or Salt's. */
final class ApiCommand implements Command {
    private static final Synopsis SYNOPSIS = new Synopsis(
            "salt-api",
            "[options]",
            "The HTTP interface of the master on this host, as its rest_cherrypy options say.",
            List.of(
                    CommonOptions.general(CommonOptions.hardCrash(), CommonOptions.inBackground()),
                    CommonOptions.daemon(),
                    CommonOptions.logging()),
            List.of(
                    "salt-api                          with /etc/salt/master, in the foreground",
                    "salt-api -d -c /srv/lab           in the background, with another configuration"));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Given given, Terminal terminal) {
        MasterConfig config = config(given);
        DaemonLogging.apply(config.logging(), !given.flag("in_background"));
        Logger log = LoggerFactory.getLogger(ApiCommand.class);
        config.warnings().forEach(warning -> log.warn("{}", warning));
        if (config.api().isEmpty()) {
            log.error("{} has no rest_cherrypy block with a port: there is nothing to do", config.configFile());
            return ExitCodes.GENERIC;
        }
        Roads roads = new ZmtpRoads(1);
        try {
            EventSockets bus = ClientSettings.of(config, "").master().events();
            ApiServer server = new ApiServer(
                    new ApiServer.Parts(
                            config,
                            roads,
                            () -> EventClient.connect(bus, EventFilter.ALL),
                            EventClient.sink(bus),
                            Clock.systemUTC()),
                    List.of());
            DaemonProcess process = new DaemonProcess(config.paths().pidfile());
            server.start();
            process.guard(() -> {
                server.close();
                roads.close();
            });
            log.info("salt-api answers on port {}", server.port());
            process.await();
            return ExitCodes.OK;
        } catch (RuntimeException failed) {
            roads.close();
            log.error(
                    "salt-api cannot run: {} (a master whose configuration has rest_cherrypy opens the door itself,"
                            + " unless it says standalone: True there)",
                    failed.getMessage(),
                    given.flag("hard_crash") ? failed : null);
            return ExitCodes.GENERIC;
        }
    }

    private static MasterConfig config(Given given) {
        try {
            return ConfigLoader.ofThisProcess()
                    .api(
                            given.filled("config_dir").map(Path::of),
                            given.only("log_level", "log_file", "log_level_logfile", "user", "pidfile"));
        } catch (ConfigException wrong) {
            throw new ExitException(ExitCodes.USAGE, wrong.getMessage() + "\n");
        }
    }
}
