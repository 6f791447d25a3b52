package io.brine.minion;

import io.brine.config.MasterAddress;
import io.brine.config.MinionConfig;
import io.brine.minion.Admission.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which masters we hold on to (PROTOCOL 13.4): all of the list at once, or with {@code failover} one of it, and the next when
 * that is gone. One thread for each that is held. Source: 3006.0 salt/minion.py MinionBase.eval_master, MinionManager
 */
final class Masters implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Masters.class);
    /** EX_NOPERM. */
    private static final int EXIT_REFUSED = 77;

    private static final int EXIT_WRONG_MASTER = 42;

    /** Those who want to know. */
    interface Owner {
        /** Once for each connection, when it is ready. */
        void onReady(MasterConnection connection);

        /** There is no hope any more. */
        void onHopeless(int exitCode);
    }

    /** How the time with one master ended. */
    private record Tenure(boolean wasReady, Verdict verdict) {}

    private final MinionParts parts;
    private final MinionConfig config;
    private final Connections connections;
    private final Owner owner;
    private final List<Thread> threads = new ArrayList<>();

    Masters(MinionParts parts, Connections connections, Owner owner) {
        this.parts = parts;
        this.config = parts.config();
        this.connections = connections;
        this.owner = owner;
    }

    /** May call a function that names the masters. @throws ConfigException if that cannot be done */
    void start() {
        List<MasterAddress> addresses = new ArrayList<>(config.masters().addresses());
        if (config.masters().shuffle()) {
            Collections.shuffle(addresses);
        }
        switch (config.masters().type()) {
            case STR -> addresses.forEach(address -> run("Minion-" + address, () -> hold(address)));
            case FAILOVER -> run("Minion-failover", () -> holdOneOf(addresses));
            case DISTRIBUTED -> {
                Collections.rotate(addresses, -preferred(addresses.size()));
                run("Minion-distributed", () -> holdOneOf(addresses));
            }
            case DISABLE -> log.info("master_type is disable: there is no master");
            case FUNC -> holdWhatAFunctionNames();
            default -> throw new IllegalStateException("no such master_type");
        }
    }

    private void holdWhatAFunctionNames() {
        DaemonServices services =
                new DaemonServices(parts.running(), parts.bus(), parts.refreshes(), query -> Map.of());
        List<MasterAddress> named = new MasterFunction(config, parts.grains(), parts.functions(), services).masters();
        if (named.size() == 1) {
            run("Minion-" + named.get(0), () -> hold(named.get(0)));
        } else {
            run("Minion-func", () -> holdOneOf(named));
        }
    }

    private int preferred(int count) {
        CRC32 crc = new CRC32();
        crc.update(config.id().value().getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % count);
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private void run(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (InterruptedException closing) {
                        log.debug("{} ends", name);
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void hold(MasterAddress address) throws InterruptedException {
        while (true) {
            Verdict verdict = tenure(address, true).verdict();
            if (verdict == Verdict.REFUSED || verdict == Verdict.WRONG_MASTER) {
                end(verdict);
                return;
            }
            pause();
        }
    }

    private void holdOneOf(List<MasterAddress> addresses) throws InterruptedException {
        List<MasterAddress> order = new ArrayList<>(addresses);
        List<Verdict> failures = new ArrayList<>();
        while (true) {
            Tenure tenure = tenureWithFailback(order.get(0), addresses.get(0));
            if (tenure.verdict() == Verdict.ACCEPTED) {
                order = new ArrayList<>(addresses);
                continue;
            }
            log.info("Trying to tune in to next master from master-list");
            Collections.rotate(order, -1);
            if (tenure.wasReady()) {
                failures.clear();
            }
            failures.add(tenure.verdict());
            if (failures.size() >= order.size()) {
                log.error("No master could be reached or all masters denied the minion's connection attempt.");
                if (failures.stream().allMatch(verdict -> verdict == Verdict.REFUSED)) {
                    end(Verdict.REFUSED);
                    return;
                }
                failures.clear();
                pause();
            }
        }
    }

    private Tenure tenureWithFailback(MasterAddress address, MasterAddress first) throws InterruptedException {
        boolean wantsBack = config.masters().failback() && !address.equals(first);
        if (!wantsBack) {
            return tenure(address, false);
        }
        try (FailbackWatch watch = new FailbackWatch(new MasterEndpoints(first, config), parts, connections)) {
            watch.start();
            return tenure(address, false);
        }
    }

    /** From the first attempt to sign in to the end. Of what is broken only the log knows; the next attempt follows. */
    private Tenure tenure(MasterAddress address, boolean isOnlyHope) throws InterruptedException {
        boolean wasReady = false;
        try (MasterConnection connection = new MasterConnection(address, parts)) {
            connections.add(connection);
            try {
                Verdict verdict = connection.open(isOnlyHope);
                if (verdict == Verdict.ACCEPTED) {
                    wasReady = true;
                    owner.onReady(connection);
                    verdict = connection.serve(!isOnlyHope);
                }
                return new Tenure(wasReady, verdict);
            } finally {
                connections.remove(connection);
            }
        } catch (RuntimeException broken) {
            log.error("Unexpected error while connecting to {}", address, broken);
            return new Tenure(wasReady, Verdict.FAILED);
        }
    }

    private void end(Verdict verdict) {
        owner.onHopeless(verdict == Verdict.REFUSED ? EXIT_REFUSED : EXIT_WRONG_MASTER);
    }

    private void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep((long) (config.auth().acceptanceWaitSeconds() * 1000));
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(2000);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
