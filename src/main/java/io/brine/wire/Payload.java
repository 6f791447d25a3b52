package io.brine.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The outer map of a request: {enc, load, version, [id, enc_algo, sig_algo]} (PROTOCOL 6.1, 17.2).
 *
 * @param load bytes if encrypted, a map if clear; as it came
 * @param version 0 when the peer named none or none that is a number
 * @param id as it came, null when absent: clear text that proves nothing
 * @param encAlgo what the peer wants for RSA encryption, by name; empty when it named none
 */
public record Payload(
        String enc, Object load, int version, Object id, Optional<String> encAlgo, Optional<String> sigAlgo) {
    public static final String CLEAR = "clear";
    public static final String AES = "aes";
    /** The request protocol spoken here. */
    public static final int VERSION = 3;

    /** Empty if it is no map, or has no text {@code enc}, or no {@code load}. */
    public static Optional<Payload> of(Object tree) {
        if (!(tree instanceof Map<?, ?> map) || !(map.get("enc") instanceof String enc) || !map.containsKey("load")) {
            return Optional.empty();
        }
        return Optional.of(new Payload(
                enc,
                map.get("load"),
                version(map.get("version")),
                map.get("id"),
                name(map.get("enc_algo")),
                name(map.get("sig_algo"))));
    }

    /** A request that needs no key. */
    public static Payload clear(Map<String, Object> load) {
        return new Payload(CLEAR, load, VERSION, null, Optional.empty(), Optional.empty());
    }

    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("enc", enc);
        map.put("load", load);
        map.put("version", (long) version);
        if (id != null) {
            map.put("id", id);
        }
        encAlgo.ifPresent(name -> map.put("enc_algo", name));
        sigAlgo.ifPresent(name -> map.put("sig_algo", name));
        return map;
    }

    /** An algorithm of another type than text is one nobody knows. */
    static Optional<String> name(Object value) {
        return value == null ? Optional.empty() : Optional.of(value instanceof String name ? name : "?");
    }

    private static int version(Object value) {
        if (value instanceof Long number) {
            return (int) Math.max(0, Math.min(number, Integer.MAX_VALUE));
        }
        if (value instanceof Double number) {
            return (int) Math.max(0, Math.min(number, Integer.MAX_VALUE));
        }
        if (value instanceof String text && text.matches("\\s*\\+?[0-9]{1,9}\\s*")) {
            return Integer.parseInt(text.strip());
        }
        return 0;
    }
}
