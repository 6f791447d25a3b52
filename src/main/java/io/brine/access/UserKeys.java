package io.brine.access;

import java.util.function.BiPredicate;

/**
 * The keys that local users prove themselves with: each lies in a file only its user may read ({@code .root_key}).
 *
 * @param proof whether the second is the key of the user named first, compared in constant time
 * @param masterUser the configured {@code user}
 * @param account whom the process runs as
 */
public record UserKeys(BiPredicate<String, Object> proof, String masterUser, String account) {
    boolean isKeyOf(String user, Object offered) {
        return proof.test(user, offered);
    }
}
