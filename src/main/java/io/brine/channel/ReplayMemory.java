package io.brine.channel;

import io.brine.crypt.HashType;
import io.brine.wire.MinionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last nonces of each minion, in little memory: a request sent a second time while it is remembered is told. The minion
 * longest silent is forgotten first. Thread-safe.
 */
final class ReplayMemory {
    private static final int NONCES_PER_MINION = 64;
    private static final int MAX_MINIONS = 100_000;

    private final Map<MinionId, long[]> minions = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MinionId, long[]> eldest) {
            return size() > MAX_MINIONS;
        }
    };

    /** Remembers the nonce; false if it was remembered already. */
    boolean isNew(MinionId id, String nonce) {
        long mark = ByteBuffer.wrap(HashType.SHA256.digest(nonce.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        synchronized (minions) {
            // Slot 0 counts, the others are a ring.
            long[] ring = minions.computeIfAbsent(id, unknown -> new long[NONCES_PER_MINION + 1]);
            int used = (int) Math.min(ring[0], NONCES_PER_MINION);
            for (int i = 1; i <= used; i++) {
                if (ring[i] == mark) {
                    return false;
                }
            }
            ring[1 + (int) (ring[0]++ % NONCES_PER_MINION)] = mark;
            return true;
        }
    }
}
