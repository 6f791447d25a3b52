package io.brine.api;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An address from which too many logins have failed within a minute has to wait: 429. Bounded: of the addresses seen, the one
 * not heard of for longest is forgotten.
 */
final class LoginLimiter {
    private static final long WINDOW_MILLIS = 60_000;
    private static final int MOST_ADDRESSES = 10_000;

    private final int mostFailures;
    private final Clock clock;
    private final DoorCounts counts;
    private final Map<String, Deque<Long>> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Long>> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /** @param mostFailures {@code login_failures} within a minute; 0 for no bound */
    LoginLimiter(int mostFailures, Clock clock, DoorCounts counts) {
        this.mostFailures = mostFailures;
        this.clock = clock;
        this.counts = counts;
    }

    /** Before anybody is asked about a password. @throws HttpRefusal 429 */
    synchronized void check(String peer) {
        Deque<Long> recent = failures.get(peer);
        if (mostFailures <= 0 || recent == null) {
            return;
        }
        while (!recent.isEmpty() && recent.peekFirst() < clock.millis() - WINDOW_MILLIS) {
            recent.removeFirst();
        }
        if (recent.size() >= mostFailures) {
            counts.refused("login rate");
            throw new HttpRefusal(429, "Too many failed logins from this address, try again in a minute");
        }
    }

    synchronized void failed(String peer) {
        counts.refused("login");
        Deque<Long> recent = failures.computeIfAbsent(peer, address -> new ArrayDeque<>());
        if (recent.size() < Math.max(1, mostFailures)) {
            recent.addLast(clock.millis());
        }
    }
}
