package io.brine.monitor.health;

import io.brine.config.CheckConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Questions asked of minions again and again: when each is due, what the answers mean, and the series of them. A verdict changes when
 * two answers in a row say so. Thread-safe.
 */
public final class Checks {
    private static final int MOST_POINTS = 288;
    private static final int MOST_MINIONS = 20_000;
    private static final int ALIKE = 2;

    private final List<CheckConfig> configs;
    private final HealthListener listener;
    private final Map<String, Long> dueAt = new LinkedHashMap<>();
    private final Map<String, Map<String, Course>> courses = new LinkedHashMap<>();

    /** One answer. @param value a number, or the words @param verdict good, warn, bad or unreadable */
    public record Point(long at, Object value, String verdict) {}

    /** What is said of one minion. @param since when */
    public record Standing(String verdict, long since, Point last) {}

    /** How a check stands. @param verdicts how many minions have each @param last epoch milliseconds of the last answer; 0 for none */
    public record Tally(CheckConfig check, int minions, Map<String, Integer> verdicts, long last) {}

    private static final class Course {
        final Deque<Point> points = new ArrayDeque<>();
        String verdict = "";
        String next = "";
        int alike;
        long since;
    }

    Checks(List<CheckConfig> configs, HealthListener listener, long now) {
        this.configs = List.copyOf(configs);
        this.listener = listener;
        for (CheckConfig config : configs) {
            dueAt.put(config.name(), now);
            courses.put(config.name(), new TreeMap<>());
        }
    }

    /** Those whose time has come; each is due again after its interval. */
    synchronized List<CheckConfig> takeDue(long now) {
        List<CheckConfig> due = new ArrayList<>();
        for (CheckConfig config : configs) {
            if (now >= dueAt.get(config.name())) {
                dueAt.put(config.name(), now + config.everyMillis());
                due.add(config);
            }
        }
        return due;
    }

    /** @param returns by minion id; who is silent is the health watch's business and no answer */
    void answered(CheckConfig config, Map<String, Object> returns, long now) {
        List<Runnable> tell = new ArrayList<>();
        synchronized (this) {
            Map<String, Course> minions = courses.get(config.name());
            returns.forEach((id, value) -> {
                if (minions.containsKey(id) || minions.size() < MOST_MINIONS) {
                    Course course = minions.computeIfAbsent(id, first -> new Course());
                    take(config, id, course, CheckRules.judge(config, value, now))
                            .ifPresent(tell::add);
                }
            });
        }
        tell.forEach(Runnable::run);
    }

    private Optional<Runnable> take(CheckConfig config, String id, Course course, Point point) {
        if (course.points.size() == MOST_POINTS) {
            course.points.removeFirst();
        }
        course.points.addLast(point);
        course.alike = point.verdict().equals(course.next) ? course.alike + 1 : 1;
        course.next = point.verdict();
        boolean first = course.verdict.isEmpty();
        boolean settled = first || course.alike >= ALIKE;
        if (!settled || point.verdict().equals(course.verdict)) {
            return Optional.empty();
        }
        course.verdict = point.verdict();
        course.since = point.at();
        // That a minion is as it should be when first asked is no news.
        return first && point.verdict().equals("good")
                ? Optional.empty()
                : Optional.of(
                        () -> listener.onCheck(config.name(), id, point.verdict(), String.valueOf(point.value())));
    }

    /** In the order of the configuration. */
    public synchronized List<Tally> tallies() {
        return configs.stream().map(config -> tally(config)).toList();
    }

    private Tally tally(CheckConfig config) {
        Map<String, Integer> verdicts = new TreeMap<>();
        long last = 0;
        Collection<Course> minions = courses.get(config.name()).values();
        for (Course course : minions) {
            verdicts.merge(course.verdict, 1, Integer::sum);
            last = Math.max(last, course.points.getLast().at());
        }
        return new Tally(config, minions.size(), verdicts, last);
    }

    /** By check and minion. */
    public synchronized Map<String, Map<String, Standing>> standings() {
        Map<String, Map<String, Standing>> all = new LinkedHashMap<>();
        courses.forEach((check, minions) -> {
            Map<String, Standing> standings = new TreeMap<>();
            minions.forEach((id, course) ->
                    standings.put(id, new Standing(course.verdict, course.since, course.points.peekLast())));
            all.put(check, standings);
        });
        return all;
    }

    /** The last 288 answers, the earliest first. */
    public synchronized List<Point> series(String check, String id) {
        Course course = courses.getOrDefault(check, Map.of()).get(id);
        return course == null ? List.of() : List.copyOf(course.points);
    }
}
