package io.brine.api.mon;

import io.brine.api.HttpRefusal;
import io.brine.monitor.board.Board;
import io.brine.monitor.board.ConnectionSort;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a page asks the stream for beside the fleet: {@code queue}, {@code conn:queue:web*}, {@code minion:web1}, {@code jobs},
 * {@code events:salt/job/*}. A topic is at most one of each kind, and its whole object is sent whenever it has changed.
 */
final class Topics {
    private static final int MOST = 16;
    private static final int LONGEST = 300;
    private static final Set<String> KINDS =
            Set.of("queue", "conn", "minion", "incident", "pulls", "logs", "checks", "check", "jobs", "events");

    private Topics() {}

    /** @param text comma between them @throws HttpRefusal 400 for what is none */
    static Set<String> parse(String text) {
        Set<String> topics = new TreeSet<>();
        for (String topic : text.split(",")) {
            if (!topic.isEmpty() && !topic.matches("fleet|minions|incidents")) {
                if (!KINDS.contains(kind(topic)) || topic.length() > LONGEST || topics.size() == MOST) {
                    throw new HttpRefusal(400, "There is no such topic");
                }
                topics.add(topic);
            }
        }
        return topics;
    }

    static String kind(String topic) {
        int colon = topic.indexOf(':');
        return colon < 0 ? topic : topic.substring(0, colon);
    }

    /** What follows the kind. */
    static String what(String topic) {
        int colon = topic.indexOf(':');
        return colon < 0 ? "" : topic.substring(colon + 1);
    }

    /** Topics that are an object of the board. */
    static boolean isPage(String topic) {
        return !List.of("jobs", "events").contains(kind(topic));
    }

    /** Names of checks are any text, so they come as in addresses. */
    private static String named(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            return text;
        }
    }

    static Object page(Board board, String topic) {
        String what = what(topic);
        return switch (kind(topic)) {
            case "queue" -> board.master();
            case "incident" ->
                what.matches("[0-9]{1,15}")
                        ? board.incident(Long.parseLong(what)).orElse(Map.of())
                        : Map.of();
            case "pulls" -> board.pulls();
            case "logs" -> board.logs();
            case "checks" -> board.checks();
            case "check" -> board.check(named(what)).orElse(Map.of());
            case "conn" -> {
                int colon = what.indexOf(':');
                yield colon < 0
                        ? board.connections(ConnectionSort.of(what), "")
                        : board.connections(ConnectionSort.of(what.substring(0, colon)), what.substring(colon + 1));
            }
            default -> board.minion(what).orElse(Map.of());
        };
    }
}
