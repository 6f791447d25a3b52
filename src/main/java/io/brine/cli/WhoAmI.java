package io.brine.cli;

import java.util.Map;

/** The name a master is told. Source: 3006.0 salt/utils/user.py get_specific_user. */
final class WhoAmI {
    private WhoAmI() {}

    /** {@code sudo_NAME} for root through sudo, else the account of this process. */
    static String name(Map<String, String> environment) {
        String account = System.getProperty("user.name");
        String sudo = environment.getOrDefault("SUDO_USER", "");
        boolean throughSudo = "root".equals(account) && !sudo.isEmpty() && !"root".equals(sudo);
        return throughSudo ? "sudo_" + sudo : account;
    }
}
