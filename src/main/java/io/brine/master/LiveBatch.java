package io.brine.master;

import io.brine.jobs.Batch;
import java.util.Map;

/** A batch that goes on; for the thread of {@link Batches}. */
final class LiveBatch {
    final String jid;
    /** As {@link BatchLoads} keeps it. */
    final Map<String, Object> kept;

    final Batch batch;
    /** After a restart, it waits so long for minions that were there before. Milliseconds since 1970. */
    final long heldUntil;
    /** It could not go on. Milliseconds since 1970. */
    long restsUntil;
    /** Since it was written. */
    boolean changed;

    LiveBatch(String jid, Map<String, Object> kept, Batch batch, long heldUntil) {
        this.jid = jid;
        this.kept = kept;
        this.batch = batch;
        this.heldUntil = heldUntil;
    }
}
