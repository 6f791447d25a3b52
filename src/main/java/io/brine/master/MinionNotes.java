package io.brine.master;

import io.brine.master.MinionSigns.LinkEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where {@link MinionSigns} of one minion are noted; written on hot paths, so without locks where that is possible. */
final class MinionNotes {
    static final String CONNECTED = "connected";
    private static final int MOST_LINKS = 16;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final Deque<LinkEvent> links = new ArrayDeque<>(2);
    private volatile long heardMillis;
    private volatile String lastCmd = "";
    private volatile String lastAddress = "";
    private volatile String saltVersion = "";
    private volatile long clockAheadSeconds = UNKNOWN;
    private volatile String lastAuthentication = "";
    private long authentications;
    private long connects;

    void heard(String cmd, String address, long nowMillis) {
        heardMillis = nowMillis;
        lastCmd = cmd;
        lastAddress = address;
    }

    /** @param ts whole seconds since 1970 by the minion's clock when it asked */
    void dated(long ts, long nowMillis) {
        clockAheadSeconds = ts - Math.floorDiv(nowMillis, 1000L);
    }

    void version(String version) {
        saltVersion = version;
    }

    synchronized void authenticated(String outcome) {
        authentications++;
        lastAuthentication = outcome;
    }

    synchronized void link(LinkEvent event) {
        if (event.what().equals(CONNECTED)) {
            connects++;
        }
        if (links.size() == MOST_LINKS) {
            links.removeFirst();
        }
        links.addLast(event);
    }

    String lastAddress() {
        return lastAddress;
    }

    synchronized MinionSigns signs(String minion) {
        long heard = heardMillis;
        long ahead = clockAheadSeconds;
        return new MinionSigns(
                minion,
                heard == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(heard)),
                lastCmd,
                lastAddress,
                saltVersion,
                ahead == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(ahead),
                authentications,
                lastAuthentication,
                connects,
                List.copyOf(links));
    }
}
