package io.brine.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Something that knows names and passwords. */
@FunctionalInterface
public interface LoginBackend {
    /** @param entries the part of {@code external_auth} for this backend; its own settings begin with {@code ^} */
    boolean accepts(String username, String password, Map<?, ?> entries);

    /** The backends Brine has: {@code auto}, {@code sharedsecret} and {@code file} with its text formats. */
    static Map<String, LoginBackend> all(Object sharedSecret) {
        Map<String, LoginBackend> backends = new LinkedHashMap<>();
        backends.put("auto", (username, password, entries) -> true);
        backends.put(
                "sharedsecret",
                (username, password, entries) -> sharedSecret instanceof String secret && same(secret, password));
        backends.put("file", LoginBackend::acceptsFromFile);
        return backends;
    }

    /**
     * A file of {@code name:password} lines, the password plain or as a hex digest. Settings: {@code ^filename},
     * {@code ^filetype: text}, {@code ^hashtype} (plaintext, sha256, ...), {@code ^field_separator}, {@code ^username_field},
     * {@code ^password_field} (counted from 1). Source: 3006.0 auth/file.py.
     */
    private static boolean acceptsFromFile(String username, String password, Map<?, ?> entries) {
        if (!(entries.get("^filename") instanceof String file)
                || !"text".equals(setting(entries, "^filetype", "text"))) {
            return false;
        }
        String separator = setting(entries, "^field_separator", ":");
        int nameField = Integer.parseInt(setting(entries, "^username_field", "1")) - 1;
        int passwordField = Integer.parseInt(setting(entries, "^password_field", "2")) - 1;
        try {
            for (String line : Files.readAllLines(Path.of(file))) {
                String[] fields = line.split(java.util.regex.Pattern.quote(separator), -1);
                if (fields.length > Math.max(nameField, passwordField) && fields[nameField].equals(username)) {
                    return same(
                            fields[passwordField].trim(), hashed(password, setting(entries, "^hashtype", "plaintext")));
                }
            }
            return false;
        } catch (IOException | NoSuchAlgorithmException unreadable) {
            return false;
        }
    }

    private static String hashed(String password, String hashType) throws NoSuchAlgorithmException {
        if (hashType.equals("plaintext")) {
            return password;
        }
        String name = hashType.toUpperCase(Locale.ROOT).replaceFirst("^SHA(\\d)", "SHA-$1");
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(name).digest(password.getBytes(StandardCharsets.UTF_8)));
    }

    private static String setting(Map<?, ?> entries, String name, String byDefault) {
        return entries.get(name) == null ? byDefault : String.valueOf(entries.get(name));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
