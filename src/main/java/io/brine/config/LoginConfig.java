package io.brine.config;

import java.util.Optional;

/**
 * What the login backends need besides their rules.
 * @param sharedSecret {@code sharedsecret}: the one password of everybody with the eauth of that name
 * @param pamService {@code auth.pam.service}, login
 * @param ldap {@code auth.ldap.*}
 */
public record LoginConfig(Optional<String> sharedSecret, String pamService, Ldap ldap) {

    /**
     * Where people are found. Names are those behind {@code auth.ldap.}; defaults are Salt's (3006.0 auth/ldap.py).
     * @param uri {@code uri}, else made of {@code server} (localhost), {@code port} (389) and {@code tls}
     * @param startTls {@code starttls}
     * @param noVerify {@code no_verify}: the server's certificate is not looked at
     * @param anonymous {@code anonymous}: an anonymous bind is a login; refused here, as it says nothing about anybody
     * @param bindDn {@code binddn} for searching, or with {@code {{ username }}} for the login itself
     * @param bindPassword {@code bindpw}
     * @param baseDn {@code basedn}
     * @param scope {@code scope}: 0 base, 1 one level, 2 all below
     * @param filter {@code filter} with {@code {{ username }}}
     * @param groups how groups are found
     */
    public record Ldap(
            String uri,
            boolean startTls,
            boolean noVerify,
            boolean anonymous,
            String bindDn,
            String bindPassword,
            String baseDn,
            int scope,
            String filter,
            Groups groups) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Ldap[" + uri + "]";
        }
    }

    /**
     * @param baseDn {@code group_basedn}, else {@code groupou} below {@code basedn}
     * @param filter {@code group_filter} with {@code {{ username }}}; empty for one made of the two below
     * @param groupClass {@code groupclass}, posixGroup
     * @param memberAttribute {@code accountattributename}, memberUid
     */
    public record Groups(String baseDn, String filter, String groupClass, String memberAttribute) {}

    static LoginConfig from(Options options) {
        return new LoginConfig(
                options.maybeText("sharedsecret"), or(options, "auth.pam.service", "login"), ldap(options));
    }

    private static Ldap ldap(Options options) {
        String scheme = options.flag("auth.ldap.tls") ? "ldaps" : "ldap";
        String uri = scheme + "://" + or(options, "auth.ldap.server", "localhost") + ":"
                + or(options, "auth.ldap.port", "389");
        String baseDn = options.text("auth.ldap.basedn");
        String groupOu = or(options, "auth.ldap.groupou", "Groups");
        String below = groupOu.isEmpty() ? baseDn : "ou=" + groupOu + (baseDn.isEmpty() ? "" : "," + baseDn);
        return new Ldap(
                or(options, "auth.ldap.uri", uri),
                options.flag("auth.ldap.starttls"),
                options.flag("auth.ldap.no_verify"),
                options.flag("auth.ldap.anonymous"),
                options.text("auth.ldap.binddn"),
                options.text("auth.ldap.bindpw"),
                baseDn,
                options.maybeInteger("auth.ldap.scope").orElse(2),
                options.text("auth.ldap.filter"),
                new Groups(
                        or(options, "auth.ldap.group_basedn", below),
                        options.text("auth.ldap.group_filter"),
                        or(options, "auth.ldap.groupclass", "posixGroup"),
                        or(options, "auth.ldap.accountattributename", "memberUid")));
    }

    private static String or(Options options, String name, String otherwise) {
        return options.maybeText(name).orElse(otherwise);
    }

    /** Never the secrets. */
    @Override
    public String toString() {
        return "LoginConfig[" + pamService + ", " + ldap + "]";
    }
}
