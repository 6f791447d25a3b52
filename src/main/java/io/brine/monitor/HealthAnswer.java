package io.brine.monitor;

import io.brine.keys.KeyState;
import io.brine.master.MasterViews;
import io.brine.master.MasterViews.LaneState;
import io.brine.monitor.HealthReport.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report as a tree, for the runner {@code monitor.health} and {@code salt-master --check}: {word, alive, ready, not_ready:
 * [text], checks: {name: {word, why}}, perf: {name: number}}.
 */
final class HealthAnswer {
    private HealthAnswer() {}

    static Map<String, Object> of(Health health, MasterViews views) {
        HealthReport report = health.report();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("word", report.word().name());
        answer.put("alive", health.isAlive());
        answer.put("ready", report.isReady());
        answer.put("not_ready", report.notReady());
        Map<String, Object> checks = new LinkedHashMap<>();
        for (Check check : report.checks()) {
            checks.put(check.name(), Map.of("word", check.word().name(), "why", check.why()));
        }
        answer.put("checks", checks);
        answer.put("perf", perf(views));
        return answer;
    }

    private static Map<String, Object> perf(MasterViews views) {
        List<LaneState> lanes = new ArrayList<>(views.lanes().get());
        Map<String, Object> perf = new LinkedHashMap<>();
        perf.put("connected", views.connected().get().size());
        perf.put("accepted", views.keys().idSet(KeyState.ACCEPTED).size());
        perf.put("pending", views.keys().idSet(KeyState.PENDING).size());
        perf.put("queue", lanes.stream().mapToInt(LaneState::depth).sum());
        perf.put(
                "queue_age",
                lanes.stream().mapToDouble(LaneState::ageSeconds).max().orElse(0));
        perf.put("store_waiting", views.jobs().ledger().waiting());
        perf.put(
                "heap_mb",
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        return perf;
    }
}
