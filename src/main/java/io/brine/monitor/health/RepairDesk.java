package io.brine.monitor.health;

import io.brine.config.RepairConfig;
import io.brine.monitor.health.HealthBook.RepairView;
import io.brine.monitor.health.HealthRoads.RepairEnd;
import io.brine.monitor.health.HealthRoads.RepairOrder;
import io.brine.monitor.health.HealthSign.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which repair begins when: gates, budget of the minion, rate and number at once, and the last look. Decides; the roads do it.
 *
 * <pre>
 *   DOWN(PROCESS) ── kick, 15 s ── gates open, budget left ──► REPAIR_QUEUED ── token, slot, last look ──► REPAIRING
 *        ▲                                                                                                   │
 *        └──────────────── pause 180 s ◄─────────────────────── no answer in time ◄──────────────────────────┤
 *                                      budget used: FAILED ◄─────────────────────────────────────────────────┘
 * </pre>
 */
final class RepairDesk {
    private static final long DAY_MILLIS = 86_400_000;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long KICK_MILLIS = 15_000;
    private static final int MOST_LINES = 200;

    private final RepairConfig config;
    private final Gates gates;
    private final IncidentBook incidents;
    private final HealthRoads roads;
    private final HealthListener listener;
    private final Feed feed;
    private final TokenBucket tokens;
    private final Map<String, Course> courses = new HashMap<>();
    private final Set<String> queue = new LinkedHashSet<>();
    private final Map<String, UnderWay> underWay = new LinkedHashMap<>();
    private final List<RepairView> lines = new ArrayList<>();

    /** The way back to the minions' states. @see HealthEngine */
    interface Feed {
        void sign(Watched minion, HealthSign sign, long now);

        Watched minion(String id);

        /** Whether a repair may ever be tried for it; else why not. */
        Optional<String> barred(String id);
    }

    /** What was done for one minion. */
    static final class Course {
        final List<Long> times = new ArrayList<>();
        int attempts;
        long notBefore;
        long cameBackFromFailure;
        String approvedBy = "";
    }

    private record UnderWay(RepairOrder order, long began, long deadline, Optional<String> scope) {}

    RepairDesk(
            RepairConfig config,
            Gates gates,
            IncidentBook incidents,
            HealthRoads roads,
            HealthListener listener,
            Feed feed,
            long now) {
        this.config = config;
        this.gates = gates;
        this.incidents = incidents;
        this.roads = roads;
        this.listener = listener;
        this.feed = feed;
        this.tokens = new TokenBucket(config.burst(), now);
    }

    // --- what happens to a minion elsewhere

    /** It left a phase by itself. */
    void moved(Watched minion, HealthPhase from, long now) {
        HealthPhase to = minion.state().phase();
        if (from == HealthPhase.REPAIRING && to == HealthPhase.RECOVERING) {
            UnderWay was = underWay.remove(minion.id());
            if (was != null) {
                gates.repaired(true, was.scope(), now);
                ended(was, "cured", "", now);
            }
        }
        if (from == HealthPhase.REPAIR_QUEUED && to != HealthPhase.REPAIRING) {
            queue.remove(minion.id());
        }
        if (from == HealthPhase.FAILED && to == HealthPhase.RECOVERING) {
            course(minion.id()).cameBackFromFailure = now;
        }
        if (to == HealthPhase.UP && courses.containsKey(minion.id())) {
            Course course = course(minion.id());
            course.attempts = 0;
            course.approvedBy = "";
        }
    }

    void forget(String id) {
        courses.remove(id);
        queue.remove(id);
        underWay.remove(id);
    }

    /** A person asks for one try, whatever the budget says; the gates stay. */
    void approve(String id, String who) {
        Course course = course(id);
        course.approvedBy = who;
        course.notBefore = 0;
    }

    // --- each second

    void tick(Iterable<Watched> down, long now) {
        tokens.fill(gates.limits().perSecond(), now);
        for (UnderWay one : List.copyOf(underWay.values())) {
            if (now >= one.deadline()) {
                notCured(one, "not cured", now);
            }
        }
        for (Watched minion : down) {
            consider(minion, now);
        }
        for (String id : List.copyOf(queue)) {
            turn(feed.minion(id), now);
        }
    }

    private void consider(Watched minion, long now) {
        HealthState state = minion.state();
        if (state.phase() != HealthPhase.DOWN || state.cls() != DownClass.PROCESS || state.isInMaintenance(now)) {
            return;
        }
        Course course = course(minion.id());
        if (now < course.notBefore || HealthWord.isFlapping(state, now)) {
            return;
        }
        Optional<String> never = never(minion.id(), course, now);
        if (never.isPresent()) {
            feed.sign(minion, HealthSign.of(Kind.GIVEN_UP, never.get()), now);
        } else if (gates.shut(minion.site()).isEmpty() && !isKickedFirst(minion, course, now)) {
            queue.add(minion.id());
            feed.sign(minion, HealthSign.of(Kind.QUEUED), now);
        }
    }

    private Optional<String> never(String id, Course course, long now) {
        if (!course.approvedBy.isEmpty()) {
            return Optional.empty();
        }
        course.times.removeIf(time -> now - time >= DAY_MILLIS);
        if (course.attempts >= config.perIncident()) {
            return Optional.of(course.attempts + " repairs did not help");
        }
        if (course.times.size() >= config.perDay()) {
            return Optional.of(course.times.size() + " repairs within 24 hours");
        }
        boolean oncePerHour = course.cameBackFromFailure > 0 && now - course.cameBackFromFailure < DAY_MILLIS;
        boolean justTried = !course.times.isEmpty() && now - course.times.get(course.times.size() - 1) < HOUR_MILLIS;
        if (oncePerHour && justTried && course.attempts == 0) {
            return Optional.of("repaired within the hour, and it was given up before");
        }
        return feed.barred(id);
    }

    /** A connection that stands is closed first: a minion that only lost its hearing comes back by itself. */
    private boolean isKickedFirst(Watched minion, Course course, long now) {
        if (!minion.isLinked() || minion.state().kicked() || !config.steps().contains("kick") || !config.isAuto()) {
            return false;
        }
        roads.kick(minion.id(), "it does not answer");
        incidents.done(minion.id(), "its connection was closed, so that it comes back", now);
        minion.is(minion.state().afterKick());
        course.notBefore = now + KICK_MILLIS;
        return true;
    }

    private void turn(Watched minion, long now) {
        if (gates.shut(minion.site()).isPresent()) {
            queue.remove(minion.id());
            feed.sign(minion, HealthSign.of(Kind.GATES_SHUT, "a gate has closed"), now);
            return;
        }
        long inSite = underWay.keySet().stream()
                .filter(id -> feed.minion(id).site().equals(minion.site()))
                .count();
        boolean slot = underWay.size() < gates.limits().parallel() && inSite < gates.parallelIn(minion.site());
        boolean spoke = minion.state().heard() > 0
                && now - minion.state().heard() < config.times().quietMillis();
        if (slot && !spoke && tokens.take()) {
            queue.remove(minion.id());
            begin(minion, now);
        }
    }

    private void begin(Watched minion, long now) {
        Course course = course(minion.id());
        String why = minion.state().cls().words() + "; " + minion.state().reason();
        String who = course.approvedBy.isEmpty() ? "auto" : course.approvedBy;
        RepairOrder order = new RepairOrder(
                minion.id(), step(course.attempts), course.attempts + 1, incidents.numberOf(minion.id()), who, why);
        if (!config.isAuto() && course.approvedBy.isEmpty()) {
            onlySay(minion, order, now);
            return;
        }
        course.attempts++;
        course.times.add(now);
        course.approvedBy = "";
        underWay.put(minion.id(), new UnderWay(order, now, Long.MAX_VALUE, gates.residualScope(minion.site())));
        incidents.repairs(minion.id(), order.step() + " begins: " + why, who, now);
        line(
                new RepairView(
                        now, order.id(), order.step(), order.attempt(), order.incident(), who, why, "running", "", -1),
                "start");
        feed.sign(minion, HealthSign.of(Kind.STEP_BEGUN, order.step() + " is under way"), now);
        roads.repair(order);
    }

    /** What would be done now; a person has to do it, or to allow it. */
    private void onlySay(Watched minion, RepairOrder order, long now) {
        boolean asks = config.mode().equals("ask");
        String text = asks
                ? "waits for a person to allow: " + order.step()
                : "would have done now: " + order.step() + " (mode observe)";
        incidents.done(minion.id(), text, now);
        line(
                new RepairView(
                        now,
                        order.id(),
                        order.step(),
                        order.attempt(),
                        order.incident(),
                        "auto",
                        order.why(),
                        asks ? "asks" : "observed",
                        "",
                        0),
                "ret");
        feed.sign(minion, HealthSign.of(Kind.GIVEN_UP, text), now);
    }

    /** The steps that do something, in turn; the last one again when there are no more. */
    private String step(int attempt) {
        List<String> doing =
                config.steps().stream().filter(step -> step.endsWith("restart")).toList();
        return doing.isEmpty() ? "look" : doing.get(Math.min(attempt, doing.size() - 1));
    }

    // --- how steps end

    void ended(String id, RepairEnd end, long now) {
        UnderWay was = underWay.get(id);
        if (was == null) {
            // It answered before its command was over.
            return;
        }
        Watched minion = feed.minion(id);
        Course course = course(id);
        switch (end.kind()) {
            case RUN -> {
                boolean hard = was.order().step().equals("hard-restart");
                long patience =
                        hard ? config.times().hardCureMillis() : config.times().cureMillis();
                underWay.put(id, new UnderWay(was.order(), was.began(), now + patience, was.scope()));
                incidents.done(id, was.order().step() + ": " + end.why(), now);
                output(was, end.output());
            }
            case TIMED_OUT -> notCured(was, end.why(), now);
            case STOPPED, NO_WAY -> {
                underWay.remove(id);
                ended(was, end.why(), end.output(), now);
                feed.sign(minion, HealthSign.of(Kind.GIVEN_UP, end.why()), now);
            }
            default -> {
                // WAIT: not now
                underWay.remove(id);
                course.attempts--;
                course.times.remove(course.times.size() - 1);
                course.notBefore = now + end.waitMillis();
                ended(was, end.why(), end.output(), now);
                feed.sign(minion, HealthSign.of(Kind.NOT_CURED, end.why()), now);
            }
        }
    }

    private void notCured(UnderWay was, String outcome, long now) {
        String id = was.order().id();
        underWay.remove(id);
        gates.repaired(false, was.scope(), now);
        Course course = course(id);
        course.notBefore = now + config.times().pauseMillis();
        ended(was, outcome, "", now);
        boolean usedUp = course.attempts >= config.perIncident();
        feed.sign(
                feed.minion(id),
                usedUp
                        ? HealthSign.of(Kind.GIVEN_UP, course.attempts + " repairs did not help")
                        : HealthSign.of(Kind.NOT_CURED, was.order().step() + " did not help"),
                now);
    }

    private void ended(UnderWay was, String outcome, String output, long now) {
        RepairOrder order = was.order();
        String said =
                output.isEmpty() ? running(order.id()).map(RepairView::output).orElse("") : output;
        incidents.done(order.id(), order.step() + ": " + outcome, now);
        running(order.id()).ifPresent(lines::remove);
        line(
                new RepairView(
                        was.began(),
                        order.id(),
                        order.step(),
                        order.attempt(),
                        order.incident(),
                        order.who(),
                        order.why(),
                        outcome,
                        said,
                        now - was.began()),
                "ret");
    }

    private void output(UnderWay was, String output) {
        running(was.order().id()).ifPresent(line -> {
            RepairView with = new RepairView(
                    line.at(),
                    line.id(),
                    line.step(),
                    line.attempt(),
                    line.incident(),
                    line.who(),
                    line.why(),
                    "running",
                    output,
                    -1);
            lines.set(lines.indexOf(line), with);
        });
    }

    private Optional<RepairView> running(String id) {
        return lines.stream()
                .filter(line -> line.took() < 0 && line.id().equals(id))
                .findFirst();
    }

    private void line(RepairView view, String what) {
        if (lines.size() == MOST_LINES) {
            lines.remove(0);
        }
        lines.add(view);
        listener.onRepair(view, what);
    }

    // --- what others want to know

    private Course course(String id) {
        return courses.computeIfAbsent(id, first -> new Course());
    }

    Map<String, Course> courses() {
        return courses;
    }

    int underWay() {
        return underWay.size();
    }

    Set<String> underWayIds() {
        return Set.copyOf(underWay.keySet());
    }

    double tokens() {
        return tokens.tokens();
    }

    List<String> queued() {
        return List.copyOf(queue);
    }

    /** The latest first. */
    List<RepairView> lines() {
        List<RepairView> latest = new ArrayList<>(lines);
        Collections.reverse(latest);
        return latest;
    }

    /** Back from the journal; a step that was under way when the master died is treated as one that did not help. */
    void restore(List<RepairView> latestFirst, Map<String, Course> known) {
        courses.putAll(known);
        for (int at = latestFirst.size() - 1; at >= 0; at--) {
            RepairView line = latestFirst.get(at);
            lines.add(
                    line.took() >= 0
                            ? line
                            : new RepairView(
                                    line.at(),
                                    line.id(),
                                    line.step(),
                                    line.attempt(),
                                    line.incident(),
                                    line.who(),
                                    line.why(),
                                    "not cured: the master stopped meanwhile",
                                    line.output(),
                                    0));
        }
    }
}
