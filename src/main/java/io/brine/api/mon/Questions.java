package io.brine.api.mon;

import io.brine.api.Answer;
import io.brine.api.ApiRequest;
import io.brine.api.ApiSession;
import io.brine.api.HttpRefusal;
import io.brine.monitor.SeriesBook;
import io.brine.monitor.board.Board;
import io.brine.monitor.board.ConnectionSort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code GET /mon/api/...}: what is asked once and not streamed. */
final class Questions {
    private static final int MOST_JOBS = 100;
    private static final String JSON = "application/json";

    private final Board board;
    private final LiveHub hub;

    Questions(Board board, LiveHub hub) {
        this.board = board;
        this.hub = hub;
    }

    Answer answer(ApiRequest request) {
        ApiSession session = request.requiredSession();
        List<String> parts = parts(request);
        String what = parts.isEmpty() ? "" : parts.get(0);
        Rights rights = Rights.toView(session);
        return parts.size() <= 1 ? whole(what, request) : part(parts, session, rights);
    }

    /** {@code {user, expire, rights, master}}; an empty map for somebody without a session. */
    Answer me(ApiRequest request) {
        Map<String, Object> me = new LinkedHashMap<>();
        request.session().ifPresent(session -> {
            me.put("user", session.user());
            me.put("expire", session.expire());
            me.put("rights", Rights.of(session).words());
            me.put("master", board.name());
        });
        return json(me);
    }

    /** The parts of the address between slashes. */
    static List<String> parts(ApiRequest request) {
        return request.rest().isEmpty() ? List.of() : List.of(request.rest().split("/", -1));
    }

    private Answer whole(String what, ApiRequest request) {
        return switch (what) {
            case "snapshot" -> text(hub.current());

            case "minions" ->
                json(board.minions().stream().map(row -> row.asList()).toList());
            case "connections" ->
                json(board.connections(
                        ConnectionSort.of(request.parameter("sort").orElse("")),
                        request.parameter("filter").orElse("")));
            case "master" -> json(board.master());
            case "pulls" -> json(board.pulls());
            case "logs" -> json(board.logs());
            case "checks" -> json(board.checks());
            case "incidents", "repairs", "trouble" -> json(board.trouble());
            case "jobs" -> json(board.jobs(MOST_JOBS));
            case "history" -> json(history(request));
            case "targets" -> json(targets(request));
            default -> throw notThere();
        };
    }

    /** {@code ?series=requests,waiting&span=day|week|year}. */
    private Map<String, Object> history(ApiRequest request) {
        String series = request.parameter("series").orElse("");
        try {
            SeriesBook.Span span = SeriesBook.Span.of(request.parameter("span").orElse("day"));
            return board.history(series.isEmpty() ? Set.of() : Set.of(series.split(",")), span);
        } catch (IllegalArgumentException noSpan) {
            throw new HttpRefusal(400, "span is day, week or year, and series names each one once");
        }
    }

    private List<String> targets(ApiRequest request) {
        try {
            return board.targets(
                    request.parameter("tgt").orElse("*"),
                    request.parameter("tgt_type").orElse("glob"));
        } catch (IllegalArgumentException noTarget) {
            throw new HttpRefusal(400, "That is no target: " + noTarget.getMessage());
        }
    }

    private Answer part(List<String> parts, ApiSession session, Rights rights) {
        String what = parts.get(0);
        String id = parts.get(1);
        if (what.equals("minions") && parts.size() == 2) {
            return json(found(board.minion(id)));
        }
        if (what.equals("checks") && parts.size() == 2) {
            return json(found(board.check(id)));
        }
        if (what.equals("incidents") && parts.size() == 2 && id.matches("[0-9]{1,15}")) {
            return json(found(board.incident(Long.parseLong(id))));
        }
        if (what.equals("jobs") && parts.size() == 2) {
            return json(found(board.job(id, rights.results() || isOwn(id, session))));
        }
        if (what.equals("jobs") && parts.size() == 3) {
            if (!rights.results() && !isOwn(id, session)) {
                throw new HttpRefusal(403, "Results of other people's jobs need @jobs or @runner in external_auth");
            }
            return json(found(board.result(id, parts.get(2))));
        }
        throw notThere();
    }

    /** Whether he has started this job himself. */
    private boolean isOwn(String jid, ApiSession session) {
        return board.job(jid, false)
                .map(job -> session.user().equals(((List<?>) job.get("line")).get(4)))
                .orElse(false);
    }

    private static Object found(Optional<Map<String, Object>> tree) {
        return tree.orElseThrow(Questions::notThere);
    }

    private static HttpRefusal notThere() {
        return new HttpRefusal(404, "There is no such thing here");
    }

    private static Answer json(Object tree) {
        return text(Text.json(tree));
    }

    private static Answer text(String json) {
        return Answer.text(JSON, json).with("Cache-Control", "no-store");
    }
}
