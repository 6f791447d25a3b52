package io.brine.monitor.board;

import io.brine.master.ConnectionRow;
import java.util.Comparator;
import java.util.Locale;

/** What connections are ordered by; the worst come first. */
public enum ConnectionSort {
    QUEUE(Comparator.comparingInt(row -> -row.counts().queueNow())),
    DROPS(Comparator.comparingLong(row -> -row.counts().droppedAtHighWaterMark())),
    RTT(Comparator.comparingLong(row -> -row.counts().roundTripMicros())),
    BYTES(Comparator.comparingLong(row -> -row.counts().bytesOut())),
    HEARTBEAT(Comparator.comparingLong(row -> row.counts().lastHeardMillis())),
    AGE(Comparator.comparing(ConnectionRow::since).reversed()),
    ID(Comparator.comparing(ConnectionRow::minion));

    private final transient Comparator<ConnectionRow> order;

    ConnectionSort(Comparator<ConnectionRow> order) {
        this.order = order;
    }

    /** {@link #ID} for what is none. */
    public static ConnectionSort of(String word) {
        for (ConnectionSort sort : values()) {
            if (sort.name().toLowerCase(Locale.ROOT).equals(word)) {
                return sort;
            }
        }
        return ID;
    }

    Comparator<ConnectionRow> order() {
        return order.thenComparing(ConnectionRow::minion).thenComparing(ConnectionRow::number);
    }
}
