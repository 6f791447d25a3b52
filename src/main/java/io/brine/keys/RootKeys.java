package io.brine.keys;

import io.brine.config.MasterConfig;
import io.brine.crypt.Crypticle;
import io.brine.store.AtomicFile;
import io.brine.target.Expression;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys by which local users prove who they are: {@code <cachedir>/.<user>_key}, 76 characters, 0600, owned by the user,
 * new at every start of the master. Source: 3006.0 salt/daemons/masterapi.py access_keys, mk_key.
 */
public final class RootKeys {
    private final Map<String, String> keys;

    private RootKeys(Map<String, String> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Writes a key for the configured user, for the one the master runs as, and for every user of {@code publisher_acl}
     * (with {@code client_acl_verify}: only for users this host has, and for all whom a pattern names).
     * @param runsAs account of this process @param localUsers the accounts of this host
     * @throws UncheckedIOException if cachedir cannot be written
     */
    public static RootKeys create(MasterConfig config, String runsAs, List<String> localUsers) {
        Path cachedir = config.paths().cachedir();
        boolean verify = config.access().clientAclVerify();
        Set<String> named = new LinkedHashSet<>(config.access().publisherAcl().keySet());
        named.add(config.user());
        named.add(runsAs);
        Set<String> users = new LinkedHashSet<>();
        named.stream()
                .filter(user -> !verify || localUsers.contains(user) || user.equals(runsAs))
                .forEach(users::add);
        if (verify) {
            List<Expression> patterns = named.stream().map(Expression::compile).toList();
            localUsers.stream()
                    .filter(user -> patterns.stream().anyMatch(pattern -> pattern.matches(user)))
                    .forEach(users::add);
        }
        Map<String, String> keys = new HashMap<>();
        users.stream()
                .filter(user -> user.indexOf('/') < 0 && !user.isEmpty())
                .forEach(user -> keys.put(user, write(file(cachedir, user), user)));
        return new RootKeys(keys);
    }

    /** The accounts in /etc/passwd; none if it cannot be read. */
    public static List<String> localUsers() {
        List<String> users = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(Path.of("/etc/passwd"), StandardCharsets.UTF_8)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    users.add(line.substring(0, colon));
                }
            }
        } catch (IOException unreadable) {
            return List.of();
        }
        return users;
    }

    public static Path file(Path cachedir, String user) {
        return cachedir.resolve("." + user + "_key");
    }

    /** Whether this is the key of that user; takes the same time for every wrong key. */
    public boolean isKeyOf(String user, Object offered) {
        String key = keys.get(user);
        return key != null && offered instanceof String text && equal(key, text);
    }

    /** The user whose key this is. */
    public Optional<String> userOf(Object offered) {
        return keys.keySet().stream().filter(user -> isKeyOf(user, offered)).findFirst();
    }

    public Set<String> users() {
        return keys.keySet();
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String write(Path file, String user) {
        String key = Crypticle.generateKeyString();
        try {
            AtomicFile.makeDirectory(file.toAbsolutePath().getParent(), 0755);
            AtomicFile.write(file, key, 0600);
            giveTo(file, user);
            return key;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    /** Only root may give a file away; for others the key stays their own, as in Salt. */
    private static void giveTo(Path file, String user) {
        try {
            UserPrincipal owner =
                    file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
            if (!Files.getOwner(file).equals(owner)) {
                Files.setOwner(file, owner);
            }
        } catch (IOException notOurs) {
            return;
        }
    }
}
