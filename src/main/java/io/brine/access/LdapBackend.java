package io.brine.access;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import io.brine.config.LoginConfig;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory: who is meant is searched with the door's own account, or is named by a pattern; then his password must open his
 * entry. What a name brings of LDAP's own syntax stays text. Source: 3006.0 auth/ldap.py.
 */
final class LdapBackend implements LoginBackend {
    private static final Logger LOG = LoggerFactory.getLogger(LdapBackend.class);
    private static final Pattern USERNAME = Pattern.compile("\\{\\{\\s*username\\s*}}");
    private static final int PATIENCE_MILLIS = 10_000;

    private final LoginConfig.Ldap config;

    LdapBackend(LoginConfig.Ldap config) {
        this.config = config;
    }

    @Override
    public Optional<Known> login(String username, String password, Map<?, ?> entries) {
        // an empty password would be an anonymous bind, which every server believes
        if (username.isEmpty() || password.isEmpty() || config.anonymous()) {
            return Optional.empty();
        }
        try (LDAPConnection connection = connect()) {
            Optional<String> dn = dn(connection, username);
            if (dn.isEmpty()) {
                return Optional.empty();
            }
            connection.bind(dn.get(), password);
            return Optional.of(new Known(groups(connection, username), List.of()));
        } catch (LDAPException | GeneralSecurityException refused) {
            LOG.debug("LDAP refuses {}: {}", username, refused.getMessage());
            return Optional.empty();
        }
    }

    private LDAPConnection connect() throws LDAPException, GeneralSecurityException {
        LDAPURL url = new LDAPURL(config.uri());
        LDAPConnectionOptions patience = new LDAPConnectionOptions();
        patience.setConnectTimeoutMillis(PATIENCE_MILLIS);
        patience.setResponseTimeoutMillis(PATIENCE_MILLIS);
        patience.setFollowReferrals(false);
        SSLUtil tls = config.noVerify() ? new SSLUtil(new TrustAllTrustManager()) : new SSLUtil();
        if (url.getScheme().equals("ldaps")) {
            return new LDAPConnection(tls.createSSLSocketFactory(), patience, url.getHost(), url.getPort());
        }
        LDAPConnection connection = new LDAPConnection(patience, url.getHost(), url.getPort());
        if (config.startTls()) {
            connection.processExtendedOperation(new StartTLSExtendedRequest(tls.createSSLContext()));
        }
        return connection;
    }

    /** Empty if nobody, or more than one, is found. */
    private Optional<String> dn(LDAPConnection connection, String username) throws LDAPException {
        if (config.bindPassword().isEmpty()) {
            return config.bindDn().isEmpty() ? Optional.empty() : Optional.of(named(config.bindDn(), username));
        }
        connection.bind(config.bindDn(), config.bindPassword());
        SearchRequest search = new SearchRequest(
                config.baseDn(),
                SearchScope.definedValueOf(config.scope()),
                Filter.create(filled(config.filter(), username)),
                "1.1");
        List<SearchResultEntry> found = connection.search(search).getSearchEntries();
        if (found.size() != 1) {
            LOG.warn("LDAP knows {} entries for {}", found.size(), username);
            return Optional.empty();
        }
        return Optional.of(found.get(0).getDN());
    }

    /** {@code uid={{ username }},ou=people}: the name as the value of one attribute, whatever it holds. */
    private static String named(String pattern, String username) {
        String escaped = new RDN("uid", username).toString().substring("uid=".length());
        return USERNAME.matcher(pattern).replaceAll(java.util.regex.Matcher.quoteReplacement(escaped));
    }

    private static String filled(String filter, String username) {
        return USERNAME.matcher(filter)
                .replaceAll(java.util.regex.Matcher.quoteReplacement(Filter.encodeValue(username)));
    }

    private List<String> groups(LDAPConnection connection, String username) {
        LoginConfig.Groups groups = config.groups();
        List<String> names = new ArrayList<>();
        try {
            Filter filter = groups.filter().isEmpty()
                    ? Filter.createANDFilter(
                            Filter.createEqualityFilter("objectClass", groups.groupClass()),
                            Filter.createEqualityFilter(groups.memberAttribute(), username))
                    : Filter.create(filled(groups.filter(), username));
            connection
                    .search(groups.baseDn(), SearchScope.SUB, filter, "cn")
                    .getSearchEntries()
                    .forEach(entry ->
                            Optional.ofNullable(entry.getAttributeValue("cn")).ifPresent(names::add));
        } catch (LDAPException noGroups) {
            LOG.debug("LDAP tells no groups of {}: {}", username, noGroups.getMessage());
        }
        return names;
    }
}
