package io.brine.api.mon;

import io.brine.api.ApiSession;
import io.brine.api.EventStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One browser that listens. Only touched under the hub's lock. */
final class LiveClient {
    /** What it has not taken; beyond it gets nothing but, once it has caught up, one snapshot. */
    private static final int MOST_WAITING = 1024 * 1024;

    private static final int COMMENT_SECONDS = 15;

    private final EventStream stream;
    private final ApiSession session;
    private final Set<String> topics;
    /** What was sent of each page, so that only changes are. */
    private final Map<String, String> sent = new HashMap<>();

    private boolean behind;
    private int quietSeconds;

    LiveClient(EventStream stream, ApiSession session, Set<String> topics) {
        this.stream = stream;
        this.session = session;
        this.topics = topics;
    }

    Set<String> topics() {
        return topics;
    }

    /** Why it has to leave; empty if it may stay. @param now epoch seconds */
    Optional<String> over(double now) {
        if (session.life().isOver()) {
            return Optional.of("logged out");
        }
        if (session.expire() <= now) {
            return Optional.of("the session is over");
        }
        return stream.isOver() ? Optional.of("gone") : Optional.empty();
    }

    /** Whether it has fallen behind and has now taken everything: it wants a snapshot. */
    boolean caughtUp() {
        boolean caught = behind && stream.waitingBytes() == 0;
        if (caught) {
            behind = false;
            sent.clear();
        }
        return caught;
    }

    boolean isBehind() {
        return behind;
    }

    void send(byte[] event) {
        if (behind || stream.waitingBytes() > MOST_WAITING) {
            behind = true;
            return;
        }
        quietSeconds = 0;
        stream.send(event);
    }

    /** Sends a page unless it has it. */
    void page(String topic, String json, byte[] event) {
        if (!json.equals(sent.put(topic, json))) {
            send(event);
        }
    }

    void second() {
        quietSeconds++;
        if (quietSeconds >= COMMENT_SECONDS) {
            quietSeconds = 0;
            stream.comment("nothing happens");
        }
    }

    void bye(String reason) {
        stream.send(Text.event("bye", "", Text.json(Map.of("reason", reason))));
        stream.end();
    }
}
