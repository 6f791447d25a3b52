package io.brine.api;

import io.brine.access.Token;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is logged in, in memory: a restart logs everybody out, as with salt-api. An id is always made here and never taken from
 * a client. Bounded: the session that was used longest ago makes room.
 */
final class Sessions {
    private static final int MOST = 50_000;
    private static final int ID_BYTES = 20;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ApiSession> byId = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ApiSession> eldest) {
            return size() > MOST;
        }
    };

    Sessions(Clock clock) {
        this.clock = clock;
    }

    /** @param token as the master made it @param rules what its owner may do */
    synchronized ApiSession open(Token token, List<Object> rules) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        ApiSession session = new ApiSession(
                HexFormat.of().formatHex(bytes),
                token.token(),
                token.name(),
                token.eauth(),
                token.start(),
                token.expire(),
                rules,
                new ApiSession.Life());
        byId.put(session.id(), session);
        return session;
    }

    /** Empty if there is none of this id or it is over. */
    synchronized Optional<ApiSession> find(String id) {
        ApiSession session = byId.get(id);
        if (session == null) {
            return Optional.empty();
        }
        if (session.expire() <= clock.millis() / 1000.0) {
            byId.remove(id);
            return Optional.empty();
        }
        return Optional.of(session);
    }

    synchronized void close(ApiSession session) {
        session.life().end();
        byId.remove(session.id());
    }

    synchronized int size() {
        return byId.size();
    }
}
