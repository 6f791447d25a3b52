package io.brine.master;

import io.brine.wire.PublishLoad;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * {@code test.ping} for one minion, down its own connection: the answer has gone through the minion's whole loop. Never booked,
 * and the return never reaches the bus. Who answers is proven as with any return. Thread-safe.
 */
final class Pings {
    /** More than these are never open: the oldest are forgotten, and a late answer says nothing then. */
    private static final int MOST_OPEN = 20_000;

    private final Supplier<String> jids;
    private final String user;
    private final Map<String, Open> open = new LinkedHashMap<>();

    private record Open(String id, long sentNanos, LongConsumer answered) {}

    Pings(Supplier<String> jids, String user) {
        this.jids = jids;
        this.user = user;
    }

    /** @param answered told the nanoseconds from now to the answer, once at most */
    synchronized PublishLoad ping(String id, LongConsumer answered) {
        String jid = jids.get();
        if (open.size() >= MOST_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        open.put(jid, new Open(id, System.nanoTime(), answered));
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("fun", "test.ping");
        load.put("arg", List.of());
        load.put("tgt", List.of(id));
        load.put("jid", jid);
        load.put("ret", "");
        load.put("tgt_type", "list");
        load.put("user", user);
        return new PublishLoad(load);
    }

    synchronized boolean isPing(String jid) {
        return open.containsKey(jid);
    }

    /** Only the one who was asked can answer. @return whether it was */
    boolean answered(String jid, String id) {
        Open ping;
        synchronized (this) {
            ping = open.get(jid);
            if (ping == null || !ping.id().equals(id)) {
                return false;
            }
            open.remove(jid);
        }
        ping.answered().accept(System.nanoTime() - ping.sentNanos());
        return true;
    }
}
