package io.brine.access;

import io.brine.config.AccessConfig;
import java.util.List;
import java.util.Map;

/**
 * Who asks on the clear channel: {@code token}, else {@code eauth}, else {@code user} and {@code key} (PROTOCOL 6.2).
 * Source: 3006.0 auth/__init__.py LoadAuth.check_authentication.
 */
public final class Authentication {
    private final AccessConfig config;
    private final UserKeys userKeys;
    private final TokenStore tokens;
    private final ExternalAuth externalAuth;

    public Authentication(AccessConfig config, UserKeys userKeys, TokenStore tokens, ExternalAuth externalAuth) {
        this.config = config;
        this.userKeys = userKeys;
        this.tokens = tokens;
        this.externalAuth = externalAuth;
    }

    /** @param credentials a map with token, or eauth and what it needs, or user and key; anything else in it is ignored */
    public Grant check(Map<String, Object> credentials) {
        if (credentials.containsKey("token")) {
            return byToken(credentials.get("token"));
        }
        if (credentials.containsKey("eauth")) {
            return byEauth(credentials);
        }
        return byUser(credentials);
    }

    private Grant byToken(Object token) {
        return tokens.find(token)
                .filter(found -> config.externalAuth().containsKey(found.eauth()))
                .<Grant>map(found -> {
                    AclRules rules = found.rules()
                            .orElseGet(() -> externalAuth.rulesOf(found.eauth(), found.name(), found.groups()));
                    return new Grant.Given(Grant.Kind.TOKEN, found.name(), false, rules);
                })
                .orElseGet(() -> new Grant.Refused(Grant.Kind.TOKEN, ""));
    }

    private Grant byEauth(Map<String, Object> credentials) {
        String user = String.valueOf(credentials.getOrDefault("username", "UNKNOWN"));
        return externalAuth
                .login(credentials)
                .<Grant>map(
                        login -> new Grant.Given(Grant.Kind.EAUTH, login.name(), false, externalAuth.rulesOf(login)))
                .orElseGet(() -> new Grant.Refused(Grant.Kind.EAUTH, user));
    }

    /** The table of PROTOCOL 6.2.1, row by row. */
    private Grant byUser(Map<String, Object> credentials) {
        Object key = credentials.get("key");
        if (!(credentials.get("user") instanceof String user)) {
            return full("UNKNOWN", userKeys.isKeyOf(userKeys.account(), key));
        }
        if (user.startsWith("sudo_")) {
            return bySudo(user.substring(5), key);
        }
        if (user.equals(userKeys.masterUser()) || user.equals("root")) {
            return full(user, userKeys.isKeyOf(userKeys.masterUser(), key));
        }
        if (user.equals(userKeys.account())) {
            return full(user, userKeys.isKeyOf(user, key));
        }
        if (userKeys.isKeyOf("root", key)) {
            return full(user, true);
        }
        return userKeys.isKeyOf(user, key) ? limited(user) : new Grant.Refused(Grant.Kind.USER, user);
    }

    private Grant bySudo(String user, Object key) {
        boolean proven = userKeys.isKeyOf(userKeys.masterUser(), key);
        boolean limits = config.sudoAcl() && !config.publisherAcl().isEmpty();
        return proven && limits ? limited(user) : full(user, proven);
    }

    private static Grant full(String user, boolean proven) {
        return proven
                ? new Grant.Given(Grant.Kind.USER, user, true, AclRules.NONE)
                : new Grant.Refused(Grant.Kind.USER, user);
    }

    private Grant limited(String user) {
        AclRules rules = acl().rulesOf(user);
        return rules.isEmpty()
                ? new Grant.Refused(Grant.Kind.USER, user)
                : new Grant.Given(Grant.Kind.USER, user, false, rules);
    }

    public PublisherAcl acl() {
        return new PublisherAcl(config.publisherAcl(), config.publisherAclBlacklist());
    }

    /** True if this key is the master user's own: then a syndic below may say whose rules apply. */
    public boolean isMasterKey(Object key) {
        return userKeys.isKeyOf(userKeys.masterUser(), key);
    }

    /** The rules a syndic's upper master has already found for the caller. */
    public static AclRules rulesOf(Object authList) {
        return authList instanceof List<?> list ? new AclRules(List.copyOf(list)) : AclRules.NONE;
    }
}
