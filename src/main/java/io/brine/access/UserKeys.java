package io.brine.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/**
 * The keys that local users prove themselves with: each lies in a file only its user may read ({@code .root_key}).
 *
 * @param masterUser the configured {@code user}
 * @param account whom the process runs as
 */
public record UserKeys(Map<String, String> keys, String masterUser, String account) {
    public UserKeys {
        keys = Map.copyOf(keys);
    }

    /** Compares without telling by its time how much was right. */
    boolean isKeyOf(String user, Object offered) {
        String key = keys.get(user);
        return key != null
                && offered instanceof String text
                && MessageDigest.isEqual(
                        key.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return "UserKeys" + keys.keySet();
    }
}
