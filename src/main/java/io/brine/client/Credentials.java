package io.brine.client;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How somebody proves to a master who they are: nothing (the user's key file is used), a token, or name and password for
 * an external authentication.
 */
public record Credentials(Map<String, Object> fields) {
    public static final Credentials OF_THIS_USER = new Credentials(Map.of());

    public Credentials {
        fields = Map.copyOf(fields);
    }

    public static Credentials token(String token) {
        return new Credentials(Map.of("token", token));
    }

    /** @param answers what the eauth asks for: {@code username} and {@code password} for most */
    public static Credentials eauth(String eauth, Map<String, Object> answers) {
        Map<String, Object> fields = new LinkedHashMap<>(answers);
        fields.put("eauth", eauth);
        return new Credentials(fields);
    }

    public boolean isOfThisUser() {
        return fields.isEmpty();
    }

    /** Names the fields, never their values. */
    @Override
    public String toString() {
        return "Credentials" + fields.keySet();
    }
}
