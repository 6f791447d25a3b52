package io.brine.master;

import io.brine.channel.Reply;
import io.brine.data.Trees;
import io.brine.events.EventSink;
import io.brine.jobs.JobBook;
import io.brine.wire.Jid;
import io.brine.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code _minion_event}: one event, whose whole load becomes the data, or a batch, whose elements do (PROTOCOL 8.3). Answers
 * nil, also for what {@link MinionTags} does not let through. Source: 3006.0 daemons/masterapi.py RemoteFuncs._minion_event.
 */
final class MinionEventHandler implements Proof.OfMinion {
    private static final Logger LOG = LoggerFactory.getLogger(MinionEventHandler.class);
    private static final Reply NOTHING = new Reply.Encrypted(null);

    private final EventSink events;
    private final JobBook jobs;
    private final MinionTags tags;
    private final boolean orderMasters;
    private final MasterListener listener;

    /** @param orderMasters whether there are syndics, who tell which minions they expect to answer */
    MinionEventHandler(EventSink events, JobBook jobs, MinionTags tags, boolean orderMasters, MasterListener listener) {
        this.events = events;
        this.jobs = jobs;
        this.tags = tags;
        this.orderMasters = orderMasters;
        this.listener = listener;
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
        if (orderMasters
                && ("syndic/" + id).equals(pretag)
                && data.get("minions") instanceof List<?> minions
                && data.get("jid") instanceof String jid
                && Jid.isJid(jid)) {
            jobs.saveSyndicMinions(
                    jid, id.value(), minions.stream().map(Trees::text).toList());
        }
    }

    private void fire(MinionId id, String tag, Map<String, Object> data) {
        if (!tags.mayFire(id, tag)) {
            listener.onEventFiltered(id, tag);
            return;
        }
        listener.onMinionEvent(id, tag);
        if (tag.equals("_salt_error")) {
            LOG.error("minion {} reports an error: {}", id, data.get("message"));
        }
        Map<String, Object> open = new LinkedHashMap<>(data);
        open.remove("tok");
        open.remove("nonce");
        // Below salt/ the id is always the sender; elsewhere a minion's data may use the word as it likes.
        if (tag.startsWith("salt/") || !open.containsKey("id")) {
            open.put("id", id.value());
        }
        events.fire(tag, open);
    }
}
