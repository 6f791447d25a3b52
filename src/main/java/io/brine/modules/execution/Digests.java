package io.brine.modules.execution;

import io.brine.functions.InvocationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** Hashes by the names Python gives them: {@code md5}, {@code sha1}, {@code sha256}, ... */
final class Digests {
    private static final Map<String, String> JAVA_NAMES = Map.of(
            "md5", "MD5", "sha1", "SHA-1", "sha224", "SHA-224", "sha256", "SHA-256", "sha384", "SHA-384", "sha512",
            "SHA-512");

    private Digests() {}

    static String hex(String type, byte[] bytes) {
        return HexFormat.of().formatHex(digest(type).digest(bytes));
    }

    static String hex(String type, Path file) throws IOException {
        MessageDigest digest = digest(type);
        byte[] buffer = new byte[65536];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String type) {
        try {
            return MessageDigest.getInstance(JAVA_NAMES.getOrDefault(type.toLowerCase(Locale.ROOT), type));
        } catch (NoSuchAlgorithmException e) {
            throw new InvocationException("Invalid hash type: " + type);
        }
    }
}
