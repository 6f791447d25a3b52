package io.brine.monitor.board;

import io.brine.monitor.health.Breaker;
import io.brine.monitor.health.HealthBook;
import io.brine.monitor.health.HealthBook.IncidentView;
import io.brine.monitor.health.HealthBook.RepairDeskView;
import io.brine.monitor.health.HealthBook.RepairView;
import io.brine.monitor.health.HealthBook.SilenceView;
import io.brine.target.Fnmatch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Incidents, repairs and what keeps them back. */
final class TroublePage {
    private static final int MOST_INCIDENTS = 60;
    private static final int MOST_REPAIRS = 40;
    private static final int MOST_MINIONS = 50;
    private static final int MOST_MINIONS_OF_ONE = 1000;

    private final Optional<HealthBook> book;

    TroublePage(Optional<HealthBook> book) {
        this.book = book;
    }

    /** As {@link Board#trouble}: incidents without their notes and with some of their minions. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("on", book.isPresent());
        book.ifPresent(health -> {
            tree.put(
                    "incidents",
                    health.incidents().stream()
                            .limit(MOST_INCIDENTS)
                            .map(one -> incident(one, MOST_MINIONS))
                            .toList());
            tree.put(
                    "repairs",
                    health.repairs().stream()
                            .limit(MOST_REPAIRS)
                            .map(TroublePage::repair)
                            .toList());
            tree.put(
                    "breakers",
                    health.breakers().stream().map(TroublePage::breaker).toList());
            tree.put("desk", desk(health.desk()));
        });
        return tree;
    }

    /** One incident with its story: {@code notes: [[at, who, text], ...]}, {@code logs: hits of log rules}, {@code quiet: [until, who]} if nobody is told of it. */
    Optional<Map<String, Object>> incident(long number) {
        return book.flatMap(health -> health.incidents().stream()
                        .filter(one -> one.number() == number)
                        .findFirst())
                .map(one -> {
                    Map<String, Object> tree = incident(one, MOST_MINIONS_OF_ONE);
                    silence(one.key())
                            .ifPresent(quiet -> tree.put("quiet", List.of(quiet.until() / 1000, quiet.who())));
                    tree.put(
                            "notes",
                            one.notes().stream()
                                    .map(note -> Arrays.asList(note.at() / 1000, note.who(), note.text()))
                                    .toList());
                    return tree;
                });
    }

    private Optional<SilenceView> silence(String cause) {
        return book.stream()
                .flatMap(health -> health.silences().stream())
                .filter(one -> Fnmatch.compile(one.glob()).matches(cause))
                .findFirst();
    }

    private static Map<String, Object> incident(IncidentView one, int mostMinions) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("number", one.number());
        tree.put("key", one.key());
        tree.put("cause", one.cause());
        tree.put("opened", one.openedAt() / 1000);
        tree.put("closed", one.closedAt() / 1000);
        tree.put("n", one.minions().size());
        tree.put("minions", one.minions().stream().limit(mostMinions).toList());
        tree.put("repairs", one.repairs());
        tree.put("by", one.acknowledgedBy());
        tree.put("logs", one.logHits());
        return tree;
    }

    /** What the step printed is not shown: it may hold anything. */
    private static Map<String, Object> repair(RepairView one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("at", one.at() / 1000);
        tree.put("id", one.id());
        tree.put("step", one.step());
        tree.put("attempt", one.attempt());
        tree.put("incident", one.incident());
        tree.put("who", one.who());
        tree.put("why", one.why());
        tree.put("outcome", one.outcome());
        tree.put("took", one.took());
        return tree;
    }

    private static Map<String, Object> breaker(Breaker one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", one.name());
        tree.put("why", one.why());
        tree.put("since", one.since() / 1000);
        tree.put("until", one.until() / 1000);
        tree.put("residual", one.residual());
        return tree;
    }

    private static Map<String, Object> desk(RepairDeskView desk) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("mode", desk.mode());
        tree.put("tokens", Math.floor(desk.tokens()));
        tree.put("under", desk.underWay());
        tree.put("parallel", desk.parallel());
        tree.put("queued", desk.queued().size());
        return tree;
    }

    /** {@code {pings: [[at, milliseconds], ...], changes: [[at, from, to, why], ...]}} of one minion; empty if nobody watches. */
    Map<String, Object> story(String minion) {
        Map<String, Object> tree = new LinkedHashMap<>();
        book.flatMap(health -> health.minion(minion)).ifPresent(story -> {
            tree.put(
                    "pings",
                    story.pings().stream()
                            .map(ping -> List.of(ping[0] / 1000, ping[1]))
                            .toList());
            tree.put(
                    "changes",
                    story.changes().stream()
                            .map(change -> Arrays.asList(
                                    change.at() / 1000,
                                    change.from().name(),
                                    change.to().name(),
                                    change.reason()))
                            .toList());
            tree.put("class", story.minion().cls().name());
            tree.put("incident", story.minion().incident());
        });
        return tree;
    }
}
