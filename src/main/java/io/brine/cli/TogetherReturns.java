package io.brine.cli;

import io.brine.client.BatchListener;
import io.brine.client.MinionReturn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects returns for {@code --static}. */
final class TogetherReturns implements BatchListener {
    private final Map<String, Object> byMinion = new LinkedHashMap<>();
    private boolean failures;

    @Override
    public void onDown(String minion) {
        failures = true;
    }

    @Override
    public void onSend(List<String> minions) {
        // nothing is shown before the end
    }

    @Override
    public void onReturn(MinionReturn answer) {
        failures |= answer.retcode() != 0;
        byMinion.put(answer.id(), answer.value());
    }

    @Override
    public void onSilent(String minion) {
        failures = true;
        byMinion.put(minion, Map.of());
    }

    @Override
    public void onFailhard(MinionReturn failed, List<String> notAsked) {
        failures = true;
    }

    Map<String, Object> byMinion() {
        return byMinion;
    }

    /** Whether a minion is missing or failed. */
    boolean hasFailures() {
        return failures;
    }
}
