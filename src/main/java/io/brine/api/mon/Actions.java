package io.brine.api.mon;

import io.brine.api.Answer;
import io.brine.api.ApiRequest;
import io.brine.api.ApiSession;
import io.brine.api.HttpRefusal;
import io.brine.data.DataException;
import io.brine.data.Json;
import io.brine.data.Trees;
import io.brine.monitor.board.Hands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /mon/api/...}: what people do to what they see. Jobs, keys and runners are not here: they go through low data.
 * <pre>
 *   connections/7/kick          repair    closes it
 *   minions/web1/repair         repair
 *   minions/web1/maintenance    repair    {minutes: 60, why: "..."}
 *   minions/web1/release        repair    ends it
 *   incidents/3/ack             operate   {text: "..."}
 *   incidents/3/silence         operate   {minutes: 60, text: "..."}
 *   incidents/3/close           operate   {text: "..."}
 *   hold                        operate   {on: true}
 * </pre>
 * The session must be proven by its header: a cookie alone is sent along by browsers whoever asks them to.
 */
final class Actions {
    private static final Logger LOG = LoggerFactory.getLogger(Actions.class);
    private static final String TOKEN_HEADER = "X-Auth-Token";
    private static final Set<String> OPERATE = Set.of("hold", "ack", "silence", "close");
    private static final long MOST_MINUTES = 60L * 24 * 365;
    private static final int LONGEST_TEXT = 1000;

    private final Hands hands;

    Actions(Hands hands) {
        this.hands = hands;
    }

    Answer act(ApiRequest request) {
        if (request.header(TOKEN_HEADER).isEmpty()) {
            throw new HttpRefusal(403, "This needs the header X-Auth-Token");
        }
        ApiSession session = request.requiredSession();
        Rights rights = Rights.of(session);
        String who = session.user();
        List<String> parts = Questions.parts(request);
        String verb = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
        boolean allowed = OPERATE.contains(verb) ? rights.operate() : rights.repair();
        if (!allowed) {
            throw new HttpRefusal(403, "That is not allowed: external_auth gives no @mon: [operate, repair]");
        }
        boolean done = parts.size() == 3
                ? act(parts.get(0) + "/" + verb, parts.get(1), body(request), who)
                : parts.size() == 1 && verb.equals("hold") && (isOn(request) ? hands.hold(who) : hands.release());
        if (!done) {
            throw new HttpRefusal(404, "There is nothing that this could be done to");
        }
        LOG.info("{} of {} by {}", verb, parts.size() == 3 ? parts.get(1) : "all", who);
        return Answer.tree(Map.of("return", List.of(true)));
    }

    private boolean act(String what, String id, Map<String, Object> body, String who) {
        return switch (what) {
            case "connections/kick" -> hands.kick(number(id), who);
            case "minions/repair" -> hands.repair(id, who);
            case "minions/maintenance" -> hands.maintenance(id, minutes(body), who, text(body.get("why")));
            case "minions/release" -> hands.maintenance(id, Duration.ZERO, who, "");
            case "incidents/ack" -> hands.acknowledge(number(id), who, text(body.get("text")));
            case "incidents/silence" -> hands.silence(number(id), minutes(body), who, text(body.get("text")));
            case "incidents/close" -> hands.close(number(id), who, text(body.get("text")));
            default -> false;
        };
    }

    private static boolean isOn(ApiRequest request) {
        return Boolean.TRUE.equals(body(request).get("on"));
    }

    private static Map<String, Object> body(ApiRequest request) {
        try {
            return request.body().length == 0 ? Map.of() : Trees.fields(Json.parse(request.bodyText()));
        } catch (DataException | ClassCastException noTree) {
            throw new HttpRefusal(400, "The body must be a JSON object");
        }
    }

    private static long number(String id) {
        if (!id.matches("[0-9]{1,15}")) {
            throw new HttpRefusal(400, "That is no number");
        }
        return Long.parseLong(id);
    }

    private static Duration minutes(Map<String, Object> body) {
        if (!(body.get("minutes") instanceof Number minutes)
                || minutes.longValue() < 1
                || minutes.longValue() > MOST_MINUTES) {
            throw new HttpRefusal(400, "minutes must be between 1 and " + MOST_MINUTES);
        }
        return Duration.ofMinutes(minutes.longValue());
    }

    private static String text(Object value) {
        String text = value instanceof String given ? given.replaceAll("\\p{Cntrl}", " ") : "";
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }
}
