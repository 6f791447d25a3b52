package io.brine.master;

import io.brine.wire.MinionId;
import java.util.Map;

/** Told of every return that is taken, after it is on disk. Must not wait. */
@FunctionalInterface
interface ReturnWatcher {
    void onReturn(String jid, MinionId id, Map<String, Object> load);
}
