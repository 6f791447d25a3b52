package io.brine.master;

import io.brine.config.MasterConfig;
import io.brine.events.EventSink;
import io.brine.keys.Dropfile;
import io.brine.keys.KeyChange;
import io.brine.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What follows when keys of minions were changed. Source: 3006.0 key.py. */
public record KeyAftermath(MasterConfig config, EventSink events, MinionDataCache cache) {

    /** Tells the bus: {@code salt/key} for each. */
    public void fire(List<KeyChange> changes) {
        for (KeyChange change : changes) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("result", true);
            data.put("act", change.act());
            data.put("id", change.id());
            events.fire("salt/key", data);
        }
    }

    /** Whoever lost his key must not read on: asks for a new AES key, unless the configuration says otherwise. */
    public void rotate(List<KeyChange> changes) {
        if (!changes.isEmpty() && config.keys().rotateAesKey()) {
            new Dropfile(config.paths().cachedir()).request(config.id());
        }
    }

    /** Drops what is cached of those whose keys were deleted, unless the configuration says otherwise. */
    public void drop(List<KeyChange> changes) {
        if (!config.keys().preserveMinionCache()) {
            changes.forEach(change -> cache.delete(new MinionId(change.id())));
        }
    }
}
