package io.brine.api;

import io.brine.access.TokenStore;
import io.brine.client.ClientException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Whether the token an event stream was opened with is still good. A session ends with its logout; the salt token behind it, or
 * one that was used directly, when it expires or its file is gone.
 */
final class TokenLife {
    private final Sessions sessions;
    private final MasterTokens tokens;
    private final TokenStore store;
    private final Clock clock;

    /** @param store the master's, which may be unreadable for the account the door runs as */
    TokenLife(Sessions sessions, MasterTokens tokens, TokenStore store, Clock clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.store = store;
        this.clock = clock;
    }

    /** Empty if it is none now. What it gives may be asked often, from one thread. */
    Optional<BooleanSupplier> of(String token) {
        if (!NetapiClient.isHex(token)) {
            return Optional.empty();
        }
        Optional<ApiSession> session = sessions.find(token);
        if (session.isPresent()) {
            BooleanSupplier saltToken =
                    alive(session.get().saltToken(), session.get().expire());
            return Optional.of(() -> sessions.find(token).isPresent() && saltToken.getAsBoolean());
        }
        try {
            return tokens.find(token).map(found -> alive(token, found.expire()));
        } catch (ClientException masterIsAway) {
            throw ClientRefusals.of(masterIsAway);
        }
    }

    private BooleanSupplier alive(String token, double expire) {
        boolean visible = store.find(token).isPresent();
        return new BooleanSupplier() {
            private long lookedAt;
            private boolean there = true;

            @Override
            public boolean getAsBoolean() {
                long now = clock.millis();
                if (visible && now - lookedAt >= 1000) {
                    lookedAt = now;
                    there = store.find(token).isPresent();
                }
                return there && expire > now / 1000.0;
            }
        };
    }
}
