package io.brine.monitor;

import io.brine.monitor.logs.LogBook;
import io.brine.monitor.logs.LogHit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often the rules about log lines matched, and what came of it. Rules are named by the configuration: their number is bounded. */
final class LogMeters implements LogBook.Listener, MetricSource {
    private record Match(String rule, String side) {}

    private final Map<Match, LongAdder> matches = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> hits = new ConcurrentHashMap<>();

    @Override
    public void onMatch(String rule, String side) {
        matches.computeIfAbsent(new Match(rule, side), first -> new LongAdder()).increment();
    }

    @Override
    public void onHit(LogHit hit) {
        hits.computeIfAbsent(hit.reaction().word(), first -> new LongAdder()).increment();
    }

    @Override
    public void collect(Families families) {
        Families.Family matched =
                families.counter("salt_log_matches_total", "Log lines that a rule is about, by rule and daemon.");
        matches.forEach((match, count) -> matched.add(count.sum(), "rule", match.rule(), "side", match.side()));
        Families.Family counted = families.counter(
                "salt_log_hits_total", "Log rules that counted, and lines seen first, by what is done about them.");
        hits.forEach((react, count) -> counted.add(count.sum(), "react", react));
    }
}
