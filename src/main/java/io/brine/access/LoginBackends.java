package io.brine.access;

import io.brine.config.LoginConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The login backends Brine has, by eauth name. What a backend needs is loaded when it is asked for the first time. */
public final class LoginBackends {
    private LoginBackends() {}

    public static Map<String, LoginBackend> of(LoginConfig config) {
        Map<String, LoginBackend> backends = new LinkedHashMap<>();
        backends.put("auto", (username, password, entries) -> LoginBackend.believed(true));
        backends.put("sharedsecret", (username, password, entries) -> sharedSecret(config, password));
        backends.put("file", new FileBackend());
        backends.put("rest", new RestBackend());
        backends.put("pam", lazily(() -> new PamBackend(config.pamService())));
        backends.put("ldap", lazily(() -> new LdapBackend(config.ldap())));
        return backends;
    }

    private static LoginBackend lazily(Supplier<LoginBackend> made) {
        return (username, password, entries) -> made.get().login(username, password, entries);
    }

    private static Optional<LoginBackend.Known> sharedSecret(LoginConfig config, String password) {
        return LoginBackend.believed(
                config.sharedSecret().isPresent() && same(config.sharedSecret().get(), password));
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
