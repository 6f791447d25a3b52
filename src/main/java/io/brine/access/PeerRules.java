package io.brine.access;

import java.util.List;
import java.util.Map;

/** {@code peer} or {@code peer_run}: minion pattern to functions, both of the whole name (PROTOCOL 8.6). */
public record PeerRules(Map<String, Object> rules) {
    public boolean allow(String minion, List<AclRules.Call> calls) {
        if (calls.isEmpty() || calls.stream().anyMatch(call -> call.fun().startsWith("publish."))) {
            return false;
        }
        return calls.stream().allMatch(call -> allowsOne(minion, call.fun()));
    }

    private boolean allowsOne(String minion, String fun) {
        return rules.entrySet().stream()
                .filter(rule -> Patterns.isWholly(rule.getKey(), minion))
                .anyMatch(rule -> rule.getValue() instanceof List<?> functions
                        && functions.stream().anyMatch(regex -> Patterns.isWholly(String.valueOf(regex), fun)));
    }
}
