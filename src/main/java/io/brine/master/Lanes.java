package io.brine.master;

import io.brine.config.MasterConfig;
import io.brine.master.MasterViews.LaneState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Where requests wait: the workers {@code MWorker-N}, who open every request and do what is quick, and a lane for each
 * {@link RequestKind} that is not.
 */
final class Lanes implements AutoCloseable {
    private static final int LARGEST_QUEUE = 20_000;
    /** A publish waits for its job to be durable, a runner for minions: threads that wait cost little. */
    private static final int FEWEST_COMMANDS = 16;
    /** They wait for other servers; ten wrong passwords a second. */
    private static final int LOGINS = 8;

    private final Lane workers;
    private final Map<RequestKind, Lane> lanes = new EnumMap<>(RequestKind.class);

    Lanes(MasterConfig config) {
        int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
        workers = new Lane("MWorker", cores, LARGEST_QUEUE);
        for (RequestKind kind : RequestKind.values()) {
            if (!kind.isQuick()) {
                lanes.put(kind, new Lane(kind.threadName(), threads(kind, cores, config), LARGEST_QUEUE));
            }
        }
    }

    /** Sign-ins and pillars get half of the processor at most, so that a herd of them leaves the other half to the rest. */
    private static int threads(RequestKind kind, int cores, MasterConfig config) {
        return switch (kind) {
            case AUTH, PILLAR -> Math.max(1, cores / 2);
            case LOGIN -> LOGINS;
            case COMMAND -> Math.max(FEWEST_COMMANDS, config.network().workerThreads());
            default -> cores;
        };
    }

    Lane workers() {
        return workers;
    }

    /** Only for kinds that are not quick. */
    Lane of(RequestKind kind) {
        return lanes.get(kind);
    }

    /** Runs on a worker, or at once where the workers take nothing more: the work must not be lost. */
    Executor certainly() {
        return work -> {
            if (!workers.submit(work)) {
                work.run();
            }
        };
    }

    /** Each lane as it is now. */
    List<LaneState> states() {
        List<LaneState> states = new ArrayList<>();
        states.add(workers.state("MWorker"));
        lanes.forEach((kind, lane) -> states.add(lane.state(kind.threadName())));
        return states;
    }

    /** What waits in each lane: {name: {depth, age in seconds, refused since the start}}. */
    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        for (LaneState lane : states()) {
            state.put(lane.name(), Map.of("depth", lane.depth(), "age", lane.ageSeconds(), "refused", lane.refused()));
        }
        return state;
    }

    @Override
    public void close() {
        workers.close();
        lanes.values().forEach(Lane::close);
    }
}
