package io.brine.master;

import io.brine.access.UserKeys;
import io.brine.config.MasterConfig;
import io.brine.crypt.Crypticle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code <cachedir>/.<user>_key}, new at every start: whoever can read the file of a user may speak as that user on the clear
 * channel (PROTOCOL 10.1). Source: 3006.0 daemons/masterapi.py mk_key, access_keys.
 */
final class RootKeys {
    private static final Logger LOG = LoggerFactory.getLogger(RootKeys.class);

    private RootKeys() {}

    /** For the configured user, the account of this process and every user named in publisher_acl. */
    static UserKeys write(MasterConfig config) {
        String account = ProcessHandle.current().info().user().orElse(config.user());
        Set<String> users = new LinkedHashSet<>();
        users.add(config.user());
        users.add(account);
        config.access().publisherAcl().keySet().stream().filter(RootKeys::isName).forEach(users::add);
        Map<String, String> keys = new LinkedHashMap<>();
        for (String user : users) {
            String key = Crypticle.generateKeyString();
            write(config.paths().cachedir(), user, key);
            keys.put(user, key);
        }
        return new UserKeys(keys, config.user(), account);
    }

    /** Patterns of publisher_acl are no user names. */
    private static boolean isName(String user) {
        return user.matches("[A-Za-z0-9._@\\\\-]+");
    }

    private static void write(Path cachedir, String user, String key) {
        Path file = cachedir.resolve("." + user.replace('\\', '_') + "_key");
        try {
            OwnerFile.write(file, key);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write the key file " + file, refused);
        }
        try {
            UserPrincipal owner =
                    file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
            if (!owner.equals(Files.getOwner(file))) {
                Files.setOwner(file, owner);
            }
        } catch (IOException notOurs) {
            LOG.debug("the key file of {} stays with this account: {}", user, notOurs.toString());
        }
    }
}
