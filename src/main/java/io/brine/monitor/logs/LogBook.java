package io.brine.monitor.logs;

import io.brine.monitor.logs.LogRule.Reaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the logs say: each template once, with its counts, and what the rules make of the lines. Thread-safe; bounded, whatever
 * is written: the template that was seen longest ago goes first.
 */
public final class LogBook {
    private static final int MOST_TEMPLATES = 2000;
    private static final int MOST_HITS = 1000;
    /** A rule that is about every line still counts once a minute for each source. */
    private static final Duration SAME_HIT = Duration.ofMinutes(1);

    private static final int MOST_SOURCES = 10_000;

    private final List<LogRule> rules;
    private final LogLevel newFrom;
    private final Clock clock;
    private final Listener listener;
    private final LinkedHashMap<Key, Template> templates = new LinkedHashMap<>(64, 0.75f, true);
    private final Deque<LogHit> hits = new ArrayDeque<>();
    private final Map<String, Deque<Instant>> recent = new HashMap<>();
    private final Map<String, Instant> told = new LinkedHashMap<>();
    private final Map<String, Instant> lastSeen = new HashMap<>();
    private final Instant start;

    private record Key(String side, LogLevel level, String logger, String template) {}

    private record Template(Optional<LogRule> rule, TemplateCounts counts) {}

    /** Told while the book is locked: must not call back. */
    public interface Listener {
        void onHit(LogHit hit);

        /** A line some rule is about, counting or not. */
        default void onMatch(String rule, String side) {}
    }

    /** @param newFrom templates of this level or worse are told of when they are seen first */
    public LogBook(List<LogRule> rules, LogLevel newFrom, Clock clock, Listener listener) {
        this.rules = List.copyOf(rules);
        this.newFrom = newFrom;
        this.clock = clock;
        this.listener = listener;
        this.start = clock.instant();
    }

    public synchronized void onLine(LogLine line) {
        Instant now = clock.instant();
        Optional<LogRule> rule = rules.stream().filter(one -> one.matches(line)).findFirst();
        if (rule.isPresent() && rule.get().reaction() == Reaction.MUTE) {
            return;
        }
        Key key = new Key(line.side(), line.level(), line.logger(), LogTemplate.of(line.text()));
        boolean isNew = !templates.containsKey(key);
        Template template = templates.computeIfAbsent(key, first -> new Template(rule, new TemplateCounts(now)));
        if (templates.size() > MOST_TEMPLATES) {
            templates.remove(templates.keySet().iterator().next());
        }
        boolean burst = template.counts().add(now, line.source());
        if (rule.isPresent()) {
            matched(rule.get(), line, now);
        } else if (isNew && line.level().isAtLeast(newFrom)) {
            hit(line, now, "new", Reaction.COUNT, "a line nobody has seen before");
        } else if (burst && line.level().isAtLeast(LogLevel.WARNING)) {
            hit(line, now, "burst", Reaction.DEGRADED, "far more often than usual");
        }
    }

    private void matched(LogRule rule, LogLine line, Instant now) {
        listener.onMatch(rule.name(), line.side());
        lastSeen.put(rule.name(), now);
        if (!rule.within().isZero()) {
            return;
        }
        if (rule.rate() > 1) {
            Deque<Instant> times = recent.computeIfAbsent(rule.name(), first -> new ArrayDeque<>());
            times.add(now);
            while (times.peek().isBefore(now.minus(rule.per()))) {
                times.remove();
            }
            if (times.size() < rule.rate()) {
                return;
            }
            times.clear();
        }
        Instant before = told.get(rule.name() + "\n" + line.source());
        if (before != null && before.plus(SAME_HIT).isAfter(now)) {
            return;
        }
        remember(rule.name() + "\n" + line.source(), now);
        String why = rule.rate() > 1
                ? rule.rate() + " times within " + rule.per().toSeconds() + " s: " + rule.meaning()
                : rule.meaning();
        hit(line, now, rule.name(), rule.reaction(), why);
    }

    private void remember(String what, Instant now) {
        told.remove(what);
        told.put(what, now);
        if (told.size() > MOST_SOURCES) {
            told.remove(told.keySet().iterator().next());
        }
    }

    private void hit(LogLine line, Instant now, String rule, Reaction reaction, String why) {
        keep(new LogHit(now, rule, reaction, line.side(), line.source(), LogTemplate.masked(line.text()), why));
    }

    private void keep(LogHit hit) {
        hits.addFirst(hit);
        if (hits.size() > MOST_HITS) {
            hits.removeLast();
        }
        listener.onHit(hit);
    }

    /** Looks for lines that should have come; to be called now and then. */
    public synchronized void tick() {
        Instant now = clock.instant();
        for (LogRule rule : rules) {
            if (rule.within().isZero()) {
                continue;
            }
            Instant since = lastSeen.getOrDefault(rule.name(), start);
            Instant before = told.get(rule.name());
            boolean isSilent = since.plus(rule.within()).isBefore(now);
            boolean isTold = before != null && !before.isBefore(since);
            if (isSilent && !isTold) {
                remember(rule.name(), now);
                String why = "did not come within " + rule.within().toSeconds() + " s: " + rule.meaning();
                keep(new LogHit(now, rule.name(), rule.reaction(), rule.side(), "", "", why));
            }
        }
    }

    /** Latest first. */
    public synchronized List<LogHit> hits() {
        return List.copyOf(hits);
    }

    /** Most often in the last hour first. */
    public synchronized List<LogRow> templates() {
        Instant now = clock.instant();
        List<LogRow> rows = new ArrayList<>();
        templates.forEach((key, one) -> rows.add(new LogRow(
                key.side(),
                key.level(),
                key.template(),
                one.rule().map(LogRule::name).orElse(""),
                one.rule().map(LogRule::reaction).orElse(Reaction.COUNT),
                one.counts().total(),
                one.counts().lastHour(now),
                one.counts().first,
                one.counts().last,
                one.counts().source)));
        rows.sort(Comparator.comparingLong(LogRow::lastHour).reversed().thenComparing(LogRow::template));
        return rows;
    }
}
