package io.brine.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The key a master leaves for each local user who may command it: {@code <cachedir>/.<user>_key}, readable by that user
 * only. Source: 3006.0 salt/client/__init__.py LocalClient.__read_master_key.
 */
final class UserKey {
    private UserKey() {}

    /** The key of the user, that of the master's own account for root and sudo; empty if it cannot be read or nobody is named. */
    static String read(ClientSettings settings) {
        String user = settings.user();
        if (user.isEmpty()) {
            return "";
        }
        boolean asOwner = user.equals("root") || user.startsWith("sudo_");
        String owner = asOwner ? settings.master().owner() : user;
        Path file = settings.master().cachedir().resolve("." + owner.replace('\\', '_') + "_key");
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            // nothing is lost yet: external authentication needs no key, and the master refuses whoever has neither
            return "";
        }
    }
}
