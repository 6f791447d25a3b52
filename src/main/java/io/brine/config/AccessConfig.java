package io.brine.config;

import java.util.List;
import java.util.Map;

/**
 * Which people and which minions may run what. The rule trees stay as written; the access room reads them.
 * @param publisherAcl {@code publisher_acl}: user or pattern to rules
 * @param publisherAclBlacklist {@code publisher_acl_blacklist}: {users: [...], modules: [...]}
 * @param clientAclVerify {@code client_acl_verify}, true
 * @param sudoAcl {@code sudo_acl}
 * @param externalAuth {@code external_auth}: eauth name to user to rules
 * @param tokenExpireSeconds {@code token_expire}, 43200
 * @param tokenExpireUserOverride {@code token_expire_user_override}: a flag, or eauth to users
 * @param keepAclInToken {@code keep_acl_in_token}; always true with the eauth {@code rest}
 * @param permissiveAcl {@code permissive_acl}
 * @param peer {@code peer}: minion pattern to functions
 * @param peerRun {@code peer_run}: minion pattern to runners
 * @param netapiEnableClients {@code netapi_enable_clients}
 */
public record AccessConfig(
        Map<String, Object> publisherAcl,
        Map<String, Object> publisherAclBlacklist,
        boolean clientAclVerify,
        boolean sudoAcl,
        Map<String, Object> externalAuth,
        long tokenExpireSeconds,
        Object tokenExpireUserOverride,
        boolean keepAclInToken,
        boolean permissiveAcl,
        Map<String, Object> peer,
        Map<String, Object> peerRun,
        List<String> netapiEnableClients) {

    static AccessConfig from(Options options) {
        return new AccessConfig(
                options.map("publisher_acl"),
                options.map("publisher_acl_blacklist"),
                options.flag("client_acl_verify"),
                options.flag("sudo_acl"),
                options.map("external_auth"),
                options.wholeNumber("token_expire"),
                options.value("token_expire_user_override"),
                options.flag("keep_acl_in_token"),
                options.flag("permissive_acl"),
                options.map("peer"),
                options.map("peer_run"),
                options.texts("netapi_enable_clients"));
    }

    /** The same with other rules. */
    public AccessConfig withRules(
            Map<String, Object> publisherAclRules,
            Map<String, Object> externalAuthRules,
            Map<String, Object> peerRules,
            Map<String, Object> peerRunRules) {
        return new AccessConfig(
                publisherAclRules,
                publisherAclBlacklist,
                clientAclVerify,
                sudoAcl,
                externalAuthRules,
                tokenExpireSeconds,
                tokenExpireUserOverride,
                keepAclInToken,
                permissiveAcl,
                peerRules,
                peerRunRules,
                netapiEnableClients);
    }
}
