package io.brine.monitor;

import io.brine.monitor.health.Breaker;
import io.brine.monitor.health.HealthBook;
import io.brine.monitor.health.HealthBook.RepairView;
import io.brine.monitor.health.HealthListener;
import io.brine.monitor.health.HealthWord;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** What the health watch knows and does, as series: states, transitions, answers to probes, repairs, breakers, incidents. */
public final class HealthMeters implements HealthListener, MetricSource {
    private final Supplier<HealthBook> book;
    private final Buckets pings = new Buckets();
    private final Map<HealthWord, LongAdder> transitions = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> repairs = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> breakers = new ConcurrentHashMap<>();

    /** @param book asked at every scrape */
    public HealthMeters(Supplier<HealthBook> book) {
        this.book = book;
    }

    @Override
    public void onState(StateChange change) {
        transitions.computeIfAbsent(change.to(), first -> new LongAdder()).increment();
    }

    @Override
    public void onPing(String id, long millis) {
        pings.observe(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public void onRepair(RepairView repair, String what) {
        if (what.equals("ret")) {
            repairs.computeIfAbsent(repair.step() + " " + outcome(repair), first -> new LongAdder())
                    .increment();
        }
    }

    /** The long reasons of those that were not done are one. */
    private static String outcome(RepairView repair) {
        return switch (repair.outcome()) {
            case "cured", "observed", "asks" -> repair.outcome();
            case "not cured" -> "not_cured";
            default -> "not_done";
        };
    }

    @Override
    public void onBreaker(Breaker breaker, boolean opened) {
        if (opened) {
            breakers.computeIfAbsent(kind(breaker), first -> new LongAdder()).increment();
        }
    }

    /** Without the site, of which there may be many. */
    private static String kind(Breaker breaker) {
        int at = breaker.name().indexOf('(');
        return at < 0 ? breaker.name() : breaker.name().substring(0, at);
    }

    @Override
    public void collect(Families families) {
        HealthBook now = book.get();
        Map<HealthWord, Integer> states = new EnumMap<>(HealthWord.class);
        for (HealthWord word : HealthWord.values()) {
            states.put(word, 0);
        }
        now.sites().values().forEach(site -> site.forEach((word, count) -> states.merge(word, count, Integer::sum)));
        Families.Family minions = families.gauge("salt_minions", "Minions by the word that is shown for them.");
        states.forEach((word, count) -> minions.add(count, "state", word.name()));
        Families.Family changes = families.counter("salt_state_transitions_total", "Changes of a minion's word.");
        transitions.forEach((to, count) -> changes.add(count.sum(), "to", to.name()));
        families.histogram("salt_minion_ping_rtt_seconds", "Round-trip time of test.ping on a minion's own connection.")
                .add(pings);
        Families.Family done = families.counter("salt_repairs_total", "Repair steps that ended, by outcome.");
        repairs.forEach((key, count) -> {
            String[] words = key.split(" ", 2);
            done.add(count.sum(), "step", words[0], "outcome", words[1]);
        });
        Map<String, Integer> open = new ConcurrentHashMap<>();
        now.breakers().forEach(breaker -> open.merge(kind(breaker), 1, Integer::sum));
        Families.Family shut = families.gauge("salt_breaker_open", "Breakers that keep repairs back now.");
        for (String kind : new String[] {"SELF", "START", "KEYS", "STORM", "EFFECT", "HOLD"}) {
            shut.add(open.getOrDefault(kind, 0), "breaker", kind);
        }
        Families.Family opened = families.counter("salt_breaker_opened_total", "How often a breaker opened.");
        breakers.forEach((kind, count) -> opened.add(count.sum(), "breaker", kind));
        families.gauge("salt_incidents_open", "Incidents that are not closed.")
                .add(now.incidents().stream()
                        .filter(incident -> incident.closedAt() == 0)
                        .count());
        families.gauge("salt_repairs_running", "Repair steps under way.")
                .add(now.desk().underWay());
    }
}
