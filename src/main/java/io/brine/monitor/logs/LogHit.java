package io.brine.monitor.logs;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule that counts, or a template nobody has seen before.
 *
 * @param rule the rule's name; {@code new} or {@code burst} for what no rule is about
 * @param text the line without secrets; empty if the line did not come
 * @param why one sentence
 */
public record LogHit(
        Instant at, String rule, LogRule.Reaction reaction, String side, String source, String text, String why) {

    /** As it goes out in events and messages: {@code rule}, {@code react}, {@code side}, {@code source}, {@code text}, {@code why}. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("rule", rule);
        tree.put("react", reaction.word());
        tree.put("side", side);
        tree.put("source", source);
        tree.put("text", text);
        tree.put("why", why);
        return tree;
    }
}
