package io.brine.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A login that lasts.
 *
 * @param start epoch seconds
 * @param expire epoch seconds
 * @param rules kept in the token only with {@code keep_acl_in_token}
 */
public record Token(
        String token,
        String name,
        String eauth,
        double start,
        double expire,
        List<String> groups,
        Optional<AclRules> rules) {
    public Token {
        groups = List.copyOf(groups);
    }

    /** {@code {start, expire, name, eauth, [auth_list], [groups], token}}. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("start", start);
        tree.put("expire", expire);
        tree.put("name", name);
        tree.put("eauth", eauth);
        rules.ifPresent(kept -> tree.put("auth_list", kept.rules()));
        if (!groups.isEmpty()) {
            tree.put("groups", groups);
        }
        tree.put("token", token);
        return tree;
    }

    /** As a master tells it or keeps it, see {@link #toTree}. */
    public static Token of(Map<String, Object> tree) {
        List<String> groups = tree.get("groups") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        Optional<AclRules> rules = tree.get("auth_list") instanceof List<?> list
                ? Optional.of(new AclRules(List.copyOf(list)))
                : Optional.empty();
        return new Token(
                String.valueOf(tree.get("token")),
                String.valueOf(tree.get("name")),
                String.valueOf(tree.get("eauth")),
                seconds(tree.get("start")),
                seconds(tree.get("expire")),
                groups,
                rules);
    }

    private static double seconds(Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    /** Never the token: who has it is its owner. */
    @Override
    public String toString() {
        return "Token[" + name + ", " + eauth + "]";
    }
}
