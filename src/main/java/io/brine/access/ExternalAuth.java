package io.brine.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Logins by {@code external_auth}: which backend believes whom, and what the configuration then allows. */
public final class ExternalAuth {
    /** Somebody a backend has recognised. @param rules given by the backend itself */
    public record Login(String eauth, String name, List<String> groups, List<Object> rules) {}

    /** Salt makes wrong passwords slow, too. Source: 3006.0 auth/__init__.py LoadAuth.time_auth. */
    private static final Duration REFUSAL_TAKES = Duration.ofMillis(750);

    private final Map<String, Object> externalAuth;
    private final Map<String, LoginBackend> backends;
    private final boolean permissive;

    /** @param externalAuth eauth name to user pattern to rules
     *  @param backends what can be asked, by eauth name
     *  @param permissive {@code permissive_acl}: rules for {@code *} always count */
    public ExternalAuth(Map<String, Object> externalAuth, Map<String, LoginBackend> backends, boolean permissive) {
        this.externalAuth = externalAuth;
        this.backends = Map.copyOf(backends);
        this.permissive = permissive;
    }

    /**
     * Empty if the backend is not configured, not known, or does not believe. That takes the same time whatever the reason,
     * so that no name is told from another by it; and guessing is slow.
     */
    public Optional<Login> login(Map<String, Object> credentials) {
        long began = System.nanoTime();
        Optional<Login> login = recognised(credentials);
        if (login.isEmpty()) {
            sleepUntil(began + REFUSAL_TAKES.toNanos());
        }
        return login;
    }

    private static void sleepUntil(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Login> recognised(Map<String, Object> credentials) {
        if (!(credentials.get("eauth") instanceof String eauth)
                || !(credentials.get("username") instanceof String name)
                || !(externalAuth.get(eauth) instanceof Map<?, ?> entries)
                || !backends.containsKey(eauth)) {
            return Optional.empty();
        }
        String password = credentials.get("password") instanceof String text ? text : "";
        return backends.get(eauth)
                .login(name, password, entries)
                .map(known -> new Login(eauth, name, known.groups(), known.rules()));
    }

    /** Everything that is allowed to somebody who has just logged in. */
    public AclRules rulesOf(Login login) {
        List<Object> rules = new ArrayList<>(
                rulesOf(login.eauth(), login.name(), login.groups()).rules());
        rules.addAll(login.rules());
        return new AclRules(rules);
    }

    /** Rules of all matching user patterns and groups; those of {@code *} only if nothing else matched, unless permissive. */
    public AclRules rulesOf(String eauth, String name, List<String> groups) {
        if (!(externalAuth.get(eauth) instanceof Map<?, ?> entries)) {
            return AclRules.NONE;
        }
        List<Object> rules = new ArrayList<>();
        List<Object> forAll = new ArrayList<>();
        entries.forEach((key, given) -> {
            String pattern = String.valueOf(key);
            List<?> list = given instanceof List<?> several ? several : List.of();
            if (pattern.equals("*")) {
                forAll.addAll(list);
            } else if (isFor(pattern, name, groups)) {
                rules.addAll(list);
            }
        });
        if (rules.isEmpty() || permissive) {
            rules.addAll(forAll);
        }
        return new AclRules(rules);
    }

    private static boolean isFor(String pattern, String name, List<String> groups) {
        if (pattern.startsWith("^")) {
            return false;
        }
        return pattern.endsWith("%")
                ? groups.contains(pattern.substring(0, pattern.length() - 1))
                : Patterns.isLike(pattern, name);
    }
}
