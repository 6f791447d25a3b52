package io.brine.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code publisher_acl} and {@code publisher_acl_blacklist} of the master's configuration. */
public record PublisherAcl(Map<String, Object> acl, Map<String, Object> blacklist) {
    /** All rules of the entries whose name is like the user's. Source: 3006.0 auth/__init__.py check_authentication. */
    public AclRules rulesOf(String user) {
        List<Object> rules = new ArrayList<>();
        acl.forEach((pattern, given) -> {
            if (Patterns.isLike(pattern, user)) {
                rules.addAll(given instanceof List<?> list ? list : List.of(given));
            }
        });
        return new AclRules(rules);
    }

    /** True if this user, or one of these functions, may never publish. Source: 3006.0 acl/__init__.py PublisherACL. */
    public boolean forbids(String user, List<String> functions) {
        return anyLike(blacklist.get("users"), user)
                || functions.stream().anyMatch(function -> anyLike(blacklist.get("modules"), function));
    }

    private static boolean anyLike(Object patterns, String text) {
        return patterns instanceof List<?> list
                && list.stream().anyMatch(pattern -> Patterns.isLike(String.valueOf(pattern), text));
    }
}
