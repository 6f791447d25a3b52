package io.brine.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Crypt;
import org.apache.commons.codec.digest.Md5Crypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of names and passwords, {@code ^filename}; {@code ^filetype} says what kind (3006.0 auth/file.py):
 * <ul>
 *   <li>{@code text}, the default: {@code name:password}, the password as it is or as a hex digest ({@code ^hashtype}); with
 *       {@code ^field_separator}, {@code ^username_field}, {@code ^password_field} (counted from 1)
 *   <li>{@code htpasswd}: Apache's; bcrypt, apr1, SHA-1 and what crypt(3) of glibc writes
 *   <li>{@code htdigest}: Apache's; with {@code ^realm}
 * </ul>
 */
final class FileBackend implements LoginBackend {
    private static final Logger LOG = LoggerFactory.getLogger(FileBackend.class);

    @Override
    public Optional<Known> login(String username, String password, Map<?, ?> entries) {
        if (!(entries.get("^filename") instanceof String file)) {
            return Optional.empty();
        }
        String type = LoginBackend.setting(entries, "^filetype", "text").toLowerCase(Locale.ROOT);
        try {
            return switch (type) {
                case "text" -> LoginBackend.believed(text(Path.of(file), username, password, entries));
                case "htpasswd" -> LoginBackend.believed(htpasswd(Path.of(file), username, password));
                case "htdigest" -> LoginBackend.believed(htdigest(Path.of(file), username, password, entries));
                default -> {
                    LOG.error("external_auth:file: the filetype {} is not known", type);
                    yield Optional.empty();
                }
            };
        } catch (IOException | IllegalArgumentException | NoSuchAlgorithmException unusable) {
            LOG.error("external_auth:file: {} cannot be used: {}", file, unusable.toString());
            return Optional.empty();
        }
    }

    private static boolean text(Path file, String username, String password, Map<?, ?> entries)
            throws IOException, NoSuchAlgorithmException {
        String separator = LoginBackend.setting(entries, "^field_separator", ":");
        int nameField = Integer.parseInt(LoginBackend.setting(entries, "^username_field", "1")) - 1;
        int passwordField = Integer.parseInt(LoginBackend.setting(entries, "^password_field", "2")) - 1;
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split(Pattern.quote(separator), -1);
            if (fields.length > Math.max(nameField, passwordField) && fields[nameField].equals(username)) {
                String hashType = LoginBackend.setting(entries, "^hashtype", "plaintext");
                return LoginBackends.same(fields[passwordField].trim(), hashed(password, hashType));
            }
        }
        return false;
    }

    private static String hashed(String password, String hashType) throws NoSuchAlgorithmException {
        if (hashType.equals("plaintext")) {
            return password;
        }
        return hex(hashType.toUpperCase(Locale.ROOT).replaceFirst("^SHA(\\d)", "SHA-$1"), password);
    }

    private static String hex(String algorithm, String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean htpasswd(Path file, String username, String password)
            throws IOException, NoSuchAlgorithmException {
        for (String line : Files.readAllLines(file)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).equals(username)) {
                return isPassword(password, line.substring(colon + 1).trim());
            }
        }
        return false;
    }

    private static boolean isPassword(String password, String hash) throws NoSuchAlgorithmException {
        if (hash.matches("\\$2[aby]\\$.*")) {
            return BCrypt.verifyer(BCrypt.Version.VERSION_2Y, null).verify(password.toCharArray(), hash).verified
                    || BCrypt.verifyer().verify(password.toCharArray(), hash).verified;
        }
        if (hash.startsWith("{SHA}")) {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return LoginBackends.same(hash, "{SHA}" + Base64.getEncoder().encodeToString(digest));
        }
        if (hash.startsWith("$apr1$")) {
            return LoginBackends.same(hash, Md5Crypt.apr1Crypt(password.getBytes(StandardCharsets.UTF_8), hash));
        }
        return hash.length() >= 13
                && LoginBackends.same(hash, Crypt.crypt(password.getBytes(StandardCharsets.UTF_8), hash));
    }

    private static boolean htdigest(Path file, String username, String password, Map<?, ?> entries)
            throws IOException, NoSuchAlgorithmException {
        String realm = LoginBackend.setting(entries, "^realm", "");
        if (realm.isEmpty()) {
            LOG.error("external_auth:file: a ^realm must be said for htdigest");
            return false;
        }
        String start = username + ":" + realm + ":";
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(start) && username.indexOf(':') < 0) {
                return LoginBackends.same(line.substring(start.length()).trim(), hex("MD5", start + password));
            }
        }
        return false;
    }
}
