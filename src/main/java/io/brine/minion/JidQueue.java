package io.brine.minion;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The last job ids seen, shared by the connections to all masters, so that a job sent by two of them runs once.
 * Source: 3006.0 salt/minion.py Minion._handle_decoded_payload, option {@code minion_jid_queue_hwm}
 */
final class JidQueue {
    private final int highWaterMark;
    private final Set<String> seen = new LinkedHashSet<>();

    JidQueue(int highWaterMark) {
        this.highWaterMark = highWaterMark;
    }

    /** Remembers the jid; false if it was remembered already. */
    synchronized boolean isNew(String jid) {
        if (!seen.add(jid)) {
            return false;
        }
        if (seen.size() > highWaterMark) {
            var oldest = seen.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }
}
