package io.brine.master;

import io.brine.channel.Reply;
import io.brine.data.Trees;
import io.brine.events.EventSink;
import io.brine.jobs.JobBook;
import io.brine.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code _minion_event}: one event, whose whole load becomes the data, or a batch, whose elements do (PROTOCOL 8.3). Answers
 * nil. Source: 3006.0 daemons/masterapi.py RemoteFuncs._minion_event.
 */
final class MinionEventHandler implements Proof.OfMinion {
    private static final Logger LOG = LoggerFactory.getLogger(MinionEventHandler.class);
    private static final Reply NOTHING = new Reply.Encrypted(null);

    private final EventSink events;
    private final JobBook jobs;

    MinionEventHandler(EventSink events, JobBook jobs) {
        this.events = events;
        this.jobs = jobs;
    }

    @Override
    public Reply handle(MinionId id, Map<String, Object> load) {
        if (load.get("events") instanceof List<?> batch) {
            batch.forEach(event -> element(id, Trees.fields(event), load.get("pretag")));
        } else if (load.get("tag") instanceof String tag && !tag.isEmpty() && load.containsKey("data")) {
            fire(id, tag, load);
        }
        return NOTHING;
    }

    private void element(MinionId id, Map<String, Object> event, Object pretag) {
        Map<String, Object> data = event.get("data") instanceof Map<?, ?> own ? Trees.fields(own) : event;
        if (!(event.get("tag") instanceof String tag) || tag.isEmpty()) {
            return;
        }
        fire(id, tag, data);
        if (pretag instanceof String before) {
            fire(id, before + "/" + tag, data);
        }
        if (data.get("minions") instanceof List<?> minions && data.get("jid") instanceof String jid) {
            jobs.saveSyndicMinions(
                    jid, id.value(), minions.stream().map(Trees::text).toList());
        }
    }

    private void fire(MinionId id, String tag, Map<String, Object> data) {
        if (tag.equals("_salt_error")) {
            LOG.error("minion {} reports an error: {}", id, data.get("message"));
        }
        Map<String, Object> open = new LinkedHashMap<>(data);
        open.remove("tok");
        open.remove("nonce");
        events.fire(tag, open);
    }
}
