package io.brine.minion;

import io.brine.channel.ClearChannel;
import io.brine.transport.RequestClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code master_failback}: asks the first master of the list every {@code master_failback_interval} seconds whether it is there
 * again, and if so has the one that stands in for it left. Source: 3006.0 salt/modules/status.py ping_master
 */
final class FailbackWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FailbackWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MasterEndpoints first;
    private final MinionParts parts;
    private final Connections connections;
    private final Thread thread = new Thread(this::watch, "Failback");

    FailbackWatch(MasterEndpoints first, MinionParts parts, Connections connections) {
        this.first = first;
        this.parts = parts;
        this.connections = connections;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void watch() {
        long pause = Math.max(1, first.config().masters().failbackIntervalSeconds());
        try (RequestClient client = parts.roads().requestClient(first.sideRequests(), first.requestOptions())) {
            ClearChannel channel = new ClearChannel(client);
            do {
                TimeUnit.SECONDS.sleep(pause);
            } while (!answers(channel));
            log.info("Master {} is back", first.address());
            connections.connected().forEach(MasterConnection::leave);
        } catch (InterruptedException over) {
            log.debug("No need to look for {} any more", first.address());
        }
    }

    private static boolean answers(ClearChannel channel) throws InterruptedException {
        try {
            channel.ask(Map.of("cmd", "ping"), PATIENCE).get();
            return true;
        } catch (ExecutionException notThere) {
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
