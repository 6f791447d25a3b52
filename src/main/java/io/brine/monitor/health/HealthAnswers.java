package io.brine.monitor.health;

import io.brine.monitor.health.HealthBook.IncidentView;
import io.brine.monitor.health.HealthBook.MinionView;
import io.brine.monitor.health.HealthBook.RepairView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The watch for people at a terminal: {@code salt-run monitor.get states}, {@code monitor.get hold who=alice why='disk swap'}. Each
 * answer is a tree; words that are missing are named.
 */
public final class HealthAnswers {
    private static final int MOST_ROWS = 200;

    private final HealthWatch watch;

    public HealthAnswers(HealthWatch watch) {
        this.watch = watch;
    }

    /** Under the names that {@code monitor.get} takes. */
    public void into(Map<String, Function<Map<String, Object>, Object>> answers) {
        answers.put("states", words -> states());
        answers.put("state", this::state);
        answers.put("breakers", words -> breakers());
        answers.put(
                "incidents",
                words -> watch.book().incidents().stream()
                        .limit(MOST_ROWS)
                        .map(HealthAnswers::shown)
                        .toList());
        answers.put(
                "repairs",
                words -> watch.book().repairs().stream()
                        .limit(MOST_ROWS)
                        .map(HealthAnswers::shown)
                        .toList());
        answers.put("hold", words -> {
            watch.hold(text(words, "who", "somebody"), text(words, "why", "no reason given"));
            return breakers();
        });
        answers.put("release", words -> Map.of("released", watch.release(text(words, "breaker", "HOLD"))));
        answers.put("maintenance", this::maintenance);
        answers.put(
                "retry",
                words -> Map.of("retry", watch.retry(text(words, "minion", ""), text(words, "who", "somebody"))));
        answers.put("silence", this::silence);
        answers.put("acknowledge", this::acknowledge);
        answers.put("close", this::close);
    }

    private Object states() {
        Map<String, Object> answer = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<MinionView> minions = watch.book().minions();
        for (HealthWord word : HealthWord.values()) {
            int count = (int) minions.stream().filter(one -> one.word() == word).count();
            if (count > 0) {
                counts.put(word.name(), count);
            }
        }
        answer.put("counts", counts);
        answer.put("ping_ms", watch.book().percentiles());
        answer.put("breakers", breakers());
        answer.put("not_up", notUp(minions));
        return answer;
    }

    /** By id, the worst first, at most 200. */
    static Map<String, Object> notUp(List<MinionView> minions) {
        Map<String, Object> others = new LinkedHashMap<>();
        minions.stream()
                .filter(one -> one.word() != HealthWord.UP)
                .sorted(Comparator.comparingInt(one -> one.word().rank(one.kind())))
                .limit(MOST_ROWS)
                .forEach(one -> others.put(one.id(), shown(one)));
        return others;
    }

    private Object state(Map<String, Object> words) {
        return watch.book()
                .minion(text(words, "minion", ""))
                .<Object>map(story -> {
                    Map<String, Object> answer = shown(story.minion());
                    answer.put(
                            "changes",
                            story.changes().stream()
                                    .map(change -> time(change.at()) + " " + change.to() + ": " + change.reason())
                                    .toList());
                    answer.put(
                            "pings_ms",
                            story.pings().stream().map(ping -> ping[1]).toList());
                    return answer;
                })
                .orElse(Map.of("error", "minion=ID must name one that is known"));
    }

    private Object breakers() {
        Map<String, Object> breakers = new LinkedHashMap<>();
        watch.book()
                .breakers()
                .forEach(one -> breakers.put(
                        one.name(),
                        "since " + time(one.since()) + ": " + one.why()
                                + (one.residual() ? "; over, what is left is repaired bit by bit" : "")));
        return breakers;
    }

    private Object maintenance(Map<String, Object> words) {
        Duration length = minutes(words, 60);
        boolean known = watch.maintenance(
                text(words, "minion", ""),
                length,
                text(words, "who", "somebody"),
                text(words, "why", "no reason given"));
        return known
                ? Map.of("maintenance_minutes", length.toMinutes())
                : Map.of("error", "minion=ID must name one that is known");
    }

    private Object silence(Map<String, Object> words) {
        String glob = text(words, "minion", "");
        if (glob.isEmpty()) {
            return Map.of("error", "minion=GLOB must say who is not told of");
        }
        watch.silence(glob, minutes(words, 60), text(words, "who", "somebody"));
        return Map.of("silenced", glob);
    }

    private Object acknowledge(Map<String, Object> words) {
        long number = words.get("incident") instanceof Number given ? given.longValue() : 0;
        return Map.of(
                "acknowledged", watch.acknowledge(number, text(words, "who", "somebody"), text(words, "note", "")));
    }

    private Object close(Map<String, Object> words) {
        long number = words.get("incident") instanceof Number given ? given.longValue() : 0;
        return Map.of("closed", watch.closeIncident(number, text(words, "who", "somebody"), text(words, "note", "")));
    }

    private static Map<String, Object> shown(MinionView one) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("state", one.word().name());
        answer.put("since", time(one.since()));
        answer.put("reason", one.reason());
        answer.put("site", one.site());
        answer.put("connected", one.linked());
        answer.put("ping_ms", one.rttMillis());
        answer.put("heard", one.heard() == 0 ? "never" : time(one.heard()));
        if (one.kind() != MinionClass.STEADY) {
            answer.put("class", one.kind().word());
        }
        if (!one.held().isEmpty()) {
            answer.put("held_by", one.held());
        }
        if (one.incident() > 0) {
            answer.put("incident", one.incident());
        }
        return answer;
    }

    private static Map<String, Object> shown(IncidentView one) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("number", one.number());
        answer.put("cause", one.cause());
        answer.put("opened", time(one.openedAt()));
        answer.put("closed", one.closedAt() == 0 ? "" : time(one.closedAt()));
        answer.put(
                "minions",
                one.minions().subList(0, Math.min(MOST_ROWS, one.minions().size())));
        answer.put("repairs", one.repairs());
        answer.put("acknowledged_by", one.acknowledgedBy());
        answer.put("log_hits", one.logHits());
        answer.put(
                "notes",
                one.notes().stream()
                        .map(note ->
                                time(note.at()) + (note.who().isEmpty() ? " " : " " + note.who() + ": ") + note.text())
                        .toList());
        return answer;
    }

    private static Map<String, Object> shown(RepairView one) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("at", time(one.at()));
        answer.put("minion", one.id());
        answer.put("step", one.step());
        answer.put("outcome", one.outcome());
        answer.put("who", one.who());
        answer.put("why", one.why());
        answer.put("incident", one.incident());
        answer.put("output", one.output());
        return answer;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static Duration minutes(Map<String, Object> words, long otherwise) {
        long minutes = words.get("minutes") instanceof Number given ? given.longValue() : otherwise;
        return Duration.ofMinutes(Math.max(0, Math.min(minutes, 525_600)));
    }

    private static String text(Map<String, Object> words, String name, String otherwise) {
        Object value = words.get(name);
        return value == null ? otherwise : value.toString();
    }
}
