package io.brine.monitor.board;

import io.brine.config.CheckConfig;
import io.brine.monitor.SeriesBook;
import io.brine.monitor.health.Checks;
import io.brine.monitor.health.Checks.Point;
import io.brine.monitor.health.Checks.Standing;
import io.brine.monitor.health.Checks.Tally;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions asked of minions again and again, and how they stand. */
final class CheckPage {
    private static final int MOST_MINIONS = 100;
    private static final double ALL = 100;
    private static final String GOOD = "good";
    private static final List<String> WORST_FIRST = List.of("bad", "unreadable", "warn", GOOD);

    private final Optional<Checks> checks;

    CheckPage(Optional<Checks> checks) {
        this.checks = checks;
    }

    /** {@code [[name, words, seconds between, minions, good, warn, bad, unreadable, last], ...]}. */
    List<Object> rows() {
        return checks.stream()
                .flatMap(all -> all.tallies().stream())
                .map(CheckPage::row)
                .toList();
    }

    private static Object row(Tally one) {
        CheckConfig check = one.check();
        Map<String, Integer> verdicts = one.verdicts();
        return Arrays.asList(
                check.name(),
                words(check),
                check.everyMillis() / 1000,
                one.minions(),
                verdicts.getOrDefault(GOOD, 0),
                verdicts.getOrDefault("warn", 0),
                verdicts.getOrDefault("bad", 0),
                verdicts.getOrDefault("unreadable", 0),
                one.last() / 1000);
    }

    private static String words(CheckConfig check) {
        String path = check.path().isEmpty() ? "" : " " + String.join(":", check.path());
        return check.target() + " " + check.function() + path + (check.wanted().isEmpty() ? "" : " " + check.wanted());
    }

    /**
     * The worst minions of one check: {@code {name, minions: [[id, verdict, since, last value, [value, ...]], ...]}}, values that are
     * numbers as a series, the earliest first. Empty if there is no such check.
     */
    Optional<Map<String, Object>> one(String name) {
        return checks.flatMap(all -> Optional.ofNullable(all.standings().get(name))
                .map(standings -> {
                    Map<String, Object> tree = new LinkedHashMap<>();
                    tree.put("name", name);
                    tree.put(
                            "minions",
                            standings.entrySet().stream()
                                    .sorted(Comparator.comparingInt(one ->
                                            WORST_FIRST.indexOf(one.getValue().verdict())))
                                    .limit(MOST_MINIONS)
                                    .map(one -> minion(one.getKey(), one.getValue(), all.series(name, one.getKey())))
                                    .toList());
                    return tree;
                }));
    }

    private static List<Object> minion(String id, Standing standing, List<Point> points) {
        List<Object> values = points.stream()
                .map(Point::value)
                .filter(Number.class::isInstance)
                .toList();
        return Arrays.asList(
                id, standing.verdict(), standing.since() / 1000, standing.last().value(), values);
    }

    /** Series {@code check.<name>}: how many of a hundred answers are good. */
    void count(SeriesBook series) {
        checks.ifPresent(all -> all.tallies().forEach(one -> {
            if (one.minions() > 0) {
                series.add("check." + one.check().name(), ALL * one.verdicts().getOrDefault(GOOD, 0) / one.minions());
            }
        }));
    }
}
