package io.brine.master;

import io.brine.events.EventSink;
import io.brine.jobs.Batch;
import io.brine.jobs.Batch.Fate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the bus how a batch goes, with openSUSE's tags and words, and each step with ours:
 * <pre>
 *   salt/batch/&lt;jid&gt;/start   {available_minions, down_minions, metadata}
 *   brine/batch/&lt;jid&gt;/step   {jid, minions, waiting}
 *   salt/batch/&lt;jid&gt;/done    {available_minions, down_minions, done_minions, timedout_minions, metadata,
 *                             failed_minions: {id: why}, not_asked_minions, stopped}
 * </pre>
 * {@code done_minions} are all that returned, as there; the last three are ours. Source: PROTOCOL 9, batch async of that fork.
 */
final class BatchEvents {
    private final EventSink events;

    BatchEvents(EventSink events) {
        this.events = events;
    }

    void start(String jid, Batch batch, Object metadata) {
        events.fire("salt/batch/" + jid + "/start", minions(batch, metadata));
    }

    void step(String jid, Batch batch, Batch.Step step) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("jid", step.jid());
        data.put("minions", step.minions());
        data.put("waiting", batch.in(Fate.WAITING).size());
        events.fire("brine/batch/" + jid + "/step", data);
    }

    void done(String jid, Batch batch, Object metadata) {
        Map<String, Object> data = minions(batch, metadata);
        List<String> returned = new ArrayList<>(batch.in(Fate.DONE));
        returned.addAll(batch.in(Fate.FAILED));
        returned.sort(String::compareTo);
        data.put("done_minions", returned);
        data.put("timedout_minions", batch.in(Fate.GIVEN_UP));
        data.put("failed_minions", batch.reasons(Fate.FAILED));
        data.put("not_asked_minions", batch.in(Fate.WAITING));
        data.put("stopped", batch.stopped());
        events.fire("salt/batch/" + jid + "/done", data);
    }

    private static Map<String, Object> minions(Batch batch, Object metadata) {
        List<String> down = batch.in(Fate.DOWN);
        List<String> available = new ArrayList<>(batch.minions());
        available.removeAll(new HashSet<>(down));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("available_minions", available);
        data.put("down_minions", down);
        data.put("metadata", metadata);
        return data;
    }
}
