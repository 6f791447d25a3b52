package io.brine.monitor.health;

import io.brine.channel.RequestRefusal;
import io.brine.master.MasterListener;
import io.brine.monitor.health.HealthSign.Kind;
import io.brine.transport.Connection;
import io.brine.wire.MinionId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What the master notices, on its way to the watch. Never blocks who tells: the queue is bounded, what does not fit is counted, and
 * the watch then looks at all connections anew. A minion that talks much is one entry until the watch has read it.
 */
final class HealthInbox implements MasterListener {
    private static final int MOST_SIGNALS = 200_000;

    private final BlockingQueue<Signal> queue = new ArrayBlockingQueue<>(MOST_SIGNALS);
    private final Set<String> heard = new HashSet<>();
    private final AtomicLong lost = new AtomicLong();

    /** Something to tell the engine. */
    @FunctionalInterface
    interface Signal {
        void give(HealthEngine engine, long now);
    }

    void put(Signal signal) {
        if (!queue.offer(signal)) {
            lost.incrementAndGet();
        }
    }

    /** Waits for something, then gives all that is there. */
    void drain(HealthEngine engine, LongSupplier now, long waitMillis) throws InterruptedException {
        Signal signal = queue.poll(waitMillis, TimeUnit.MILLISECONDS);
        synchronized (engine) {
            for (; signal != null; signal = queue.poll()) {
                signal.give(engine, now.getAsLong());
            }
        }
    }

    /** How many did not fit since the last call. */
    long takeLost() {
        return lost.getAndSet(0);
    }

    private void alive(String id, String how) {
        synchronized (heard) {
            if (!heard.add(id)) {
                return;
            }
        }
        put((engine, now) -> {
            synchronized (heard) {
                heard.remove(id);
            }
            engine.on(id, HealthSign.of(Kind.ALIVE, how), now);
        });
    }

    @Override
    public void onMinionHeard(MinionId id, String cmd, String peerAddress, Object ts) {
        alive(id.value(), "");
    }

    @Override
    public void onReturn(String jid, MinionId id, Map<String, Object> load) {
        alive(id.value(), "");
    }

    @Override
    public void onMinionConnected(String id, String peerAddress) {
        put((engine, now) -> engine.linked(id, true, "", now));
    }

    /** What is heard after that is news again. */
    @Override
    public void onMinionLost(String id, String reason) {
        synchronized (heard) {
            heard.remove(id);
        }
        put((engine, now) -> engine.linked(id, false, "silent: its connection was lost: " + reason, now));
    }

    @Override
    public void onRequestRefused(RequestRefusal reason, String claimedId, String peerAddress) {
        if (!claimedId.isEmpty()) {
            put((engine, now) -> engine.refused(claimedId, now));
        }
    }

    @Override
    public void onAuthentication(String id, String outcome, String peerAddress) {
        if (outcome.equals("denied")) {
            put((engine, now) -> engine.on(
                    id,
                    HealthSign.of(
                            Kind.KEY_TROUBLE,
                            "signs in from " + peerAddress + " with a key that is not the accepted one"),
                    now));
        }
    }

    /** Once it is cut, its connection is lost, and that is told by itself. */
    @Override
    public void onSlowSubscriber(Connection connection, String id, String why, boolean isCut) {
        if (!id.isEmpty() && !isCut) {
            put((engine, now) -> engine.deaf(id, why, now));
        }
    }

    @Override
    public void onKeyRotated(String why) {
        put((engine, now) -> engine.keysChanged(why, now));
    }
}
