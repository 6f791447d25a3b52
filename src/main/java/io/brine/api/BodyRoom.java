package io.brine.api;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of request bodies are kept at once, so that many half-sent ones do not fill the memory. */
final class BodyRoom {
    private static final int BODIES = 64;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** @param largest one body */
    BodyRoom(int largest) {
        this.most = (long) largest * BODIES;
    }

    /** @throws HttpRefusal 503 if there is no room now */
    void take(long bytes) {
        if (taken.addAndGet(bytes) > most) {
            taken.addAndGet(-bytes);
            throw new HttpRefusal(503, "Too many requests are being sent, try again later");
        }
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }
}
