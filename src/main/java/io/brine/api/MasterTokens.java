package io.brine.api;

import io.brine.access.TokenStore;
import io.brine.client.ClientSettings;
import io.brine.client.LocalClient;
import io.brine.data.Trees;
import io.brine.transport.Roads;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logins: the master makes and knows the tokens, here they are only asked for. */
final class MasterTokens {
    private static final Logger LOG = LoggerFactory.getLogger(MasterTokens.class);

    private final ClientSettings settings;
    private final Roads roads;
    private final TokenStore store;

    /** @param roads stay the caller's to close
     *  @param store where the master keeps them, which may be out of reach for the account the door runs as */
    MasterTokens(ClientSettings settings, Roads roads, TokenStore store) {
        this.settings = settings;
        this.roads = roads;
        this.store = store;
    }

    /**
     * A token as the master made it (PROTOCOL 10.7).
     *
     * @param rules {@code auth_list}, kept only with {@code keep_acl_in_token}
     */
    record Minted(
            String token,
            String name,
            String eauth,
            double start,
            double expire,
            List<String> groups,
            Optional<List<Object>> rules) {
        static Minted of(Map<String, Object> tree) {
            Optional<List<Object>> rules =
                    tree.get("auth_list") instanceof List<?> list ? Optional.of(List.copyOf(list)) : Optional.empty();
            List<String> groups = tree.get("groups") instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
            return new Minted(
                    Trees.text(tree.get("token")),
                    Trees.text(tree.get("name")),
                    Trees.text(tree.get("eauth")),
                    seconds(tree.get("start")),
                    seconds(tree.get("expire")),
                    groups,
                    rules);
        }

        private static double seconds(Object value) {
            return value instanceof Number number ? number.doubleValue() : 0;
        }

        /** Never the token. */
        @Override
        public String toString() {
            return "Minted[" + name + ", " + eauth + "]";
        }
    }

    /**
     * @param credentials {@code eauth}, {@code username}, {@code password} and whatever else a backend wants
     * @throws io.brine.client.ClientException if the master cannot be asked
     */
    Optional<Minted> mint(Map<String, Object> credentials) {
        try (LocalClient client = LocalClient.connect(settings, roads)) {
            return client.mintToken(credentials).map(Minted::of);
        }
    }

    /** Empty if the master does not know it or it has expired. */
    Optional<Minted> find(String token) {
        try (LocalClient client = LocalClient.connect(settings, roads)) {
            return client.findToken(token).map(Minted::of);
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
