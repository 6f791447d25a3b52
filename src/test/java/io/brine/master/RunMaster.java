package io.brine.master;

import io.brine.config.ConfigLoader;
import io.brine.config.MasterConfig;
import io.brine.transport.zmtp.ZmtpRoads;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A master from a configuration directory, until its process ends: for trying real peers by hand. */
final class RunMaster {
    private RunMaster() {}

    public static void main(String[] args) throws InterruptedException {
        MasterConfig config = ConfigLoader.ofThisProcess().master(Optional.of(Path.of(args[0])), Map.of());
        try (ZmtpRoads roads = new ZmtpRoads();
                MasterDaemon master = new MasterDaemon(config, roads)) {
            master.start();
            Runtime.getRuntime().addShutdownHook(new Thread(master::close));
            System.out.println("listening on " + master.publishPort() + " and " + master.retPort());
            new CountDownLatch(1).await();
        }
    }
}
