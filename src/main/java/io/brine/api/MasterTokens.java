package io.brine.api;

import io.brine.access.Token;
import io.brine.access.TokenStore;
import io.brine.client.LocalClient;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logins: the master makes and knows the tokens, here they are only asked for. */
final class MasterTokens {
    private static final Logger LOG = LoggerFactory.getLogger(MasterTokens.class);

    private final NetapiClient.Lines lines;
    private final TokenStore store;

    /** @param store where the master keeps them, which may be out of reach for the account the door runs as */
    MasterTokens(NetapiClient.Lines lines, TokenStore store) {
        this.lines = lines;
        this.store = store;
    }

    /**
     * @param credentials {@code eauth}, {@code username}, {@code password} and whatever else a backend wants
     * @throws io.brine.client.ClientException if the master cannot be asked
     */
    Optional<Token> mint(Map<String, Object> credentials) {
        try (LocalClient client = lines.logins().client()) {
            return client.mintToken(credentials).map(Token::of);
        }
    }

    /** Empty if the master does not know it or it has expired. */
    Optional<Token> find(String token) {
        try (LocalClient client = lines.known().client()) {
            return client.findToken(token).map(Token::of);
        }
    }

    /** The token is good for nothing any more. @param user named in the log if it cannot be had */
    void revoke(String token, String user) {
        try {
            if (!store.remove(token)) {
                LOG.warn("the token of {} was not among the master's, so it may stay valid", user);
            }
        } catch (UncheckedIOException refused) {
            LOG.warn("the token of {} stays valid until it expires: {}", user, refused.getMessage());
        }
    }
}
