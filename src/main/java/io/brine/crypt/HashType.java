package io.brine.crypt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The digests Salt's option {@code hash_type} names. */
public enum HashType {
    MD5("md5", "MD5"),
    SHA1("sha1", "SHA-1"),
    SHA224("sha224", "SHA-224"),
    SHA256("sha256", "SHA-256"),
    SHA384("sha384", "SHA-384"),
    SHA512("sha512", "SHA-512");

    private static final int CHUNK_BYTES = 1 << 16;

    private final String saltName;
    private final String jcaName;

    HashType(String saltName, String jcaName) {
        this.saltName = saltName;
        this.jcaName = jcaName;
    }

    public String saltName() {
        return saltName;
    }

    public static Optional<HashType> named(String saltName) {
        for (HashType type : values()) {
            if (type.saltName.equals(saltName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    public byte[] digest(byte[] bytes) {
        return engine().digest(bytes);
    }

    /** Lower-case hex of the digest. */
    public String hex(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes));
    }

    /** Lower-case hex of the digest of the text's UTF-8. */
    public String hex(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Lower-case hex of the digest of a file of any size. */
    public String hex(Path file) throws IOException {
        MessageDigest engine = engine();
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                engine.update(chunk, 0, read);
            }
        }
        return HexFormat.of().formatHex(engine.digest());
    }

    private MessageDigest engine() {
        try {
            return MessageDigest.getInstance(jcaName);
        } catch (NoSuchAlgorithmException missing) {
            throw new CryptException("the JDK lacks " + jcaName, missing);
        }
    }
}
