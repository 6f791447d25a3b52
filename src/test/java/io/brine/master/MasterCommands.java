package io.brine.master;

import java.util.Set;

/** What a running master can be asked, for tests that must not miss a command. */
public final class MasterCommands {
    private MasterCommands() {}

    public static Set<String> ofStrangers(MasterDaemon daemon) {
        return daemon.router().clearCommands();
    }

    public static Set<String> ofMinions(MasterDaemon daemon) {
        return daemon.router().encryptedCommands();
    }
}
