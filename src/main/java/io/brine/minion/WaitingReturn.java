package io.brine.minion;

import io.brine.minion.ReturnFiles.Place;

/** One return that no master has acknowledged yet. Only its {@link ReturnQueue} changes it. */
final class WaitingReturn {
    private final Place place;
    private final long bytes;
    private final String jid;
    private final long sinceMillis;
    /** Null if only the file has it. */
    byte[] packed;

    boolean isStored;
    boolean isSynced;
    /** Somebody tries to deliver it just now. */
    boolean isTaken;

    long notBeforeNanos;
    int attempts;

    /** @param sinceMillis since when it waits @param bytes packed */
    WaitingReturn(Place place, String jid, long sinceMillis, long bytes) {
        this.place = place;
        this.jid = jid;
        this.sinceMillis = sinceMillis;
        this.bytes = bytes;
    }

    Place place() {
        return place;
    }

    /** {@code host:port} the job came from. */
    String master() {
        return place.master();
    }

    String jid() {
        return jid;
    }

    long sinceMillis() {
        return sinceMillis;
    }

    long bytes() {
        return bytes;
    }
}
