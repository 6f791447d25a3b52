package io.brine.master;

import io.brine.channel.Reply;
import io.brine.config.MasterKeyConfig;
import io.brine.events.EventSink;
import io.brine.keys.Dropfile;
import io.brine.keys.KeyOffice;
import io.brine.keys.KeyState;
import io.brine.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code revoke_auth}: a minion asks for its own key to be deleted (PROTOCOL 8.7). True if that was done, the load if the
 * configuration forbids it. Source: 3006.0 master.py AESFuncs.revoke_auth.
 */
final class RevokeHandler implements Proof.OfMinion {
    private static final Logger LOG = LoggerFactory.getLogger(RevokeHandler.class);

    private final MasterKeyConfig config;
    private final KeyOffice office;
    private final MinionDataCache cache;
    private final Dropfile dropfile;
    private final String masterId;
    private final EventSink events;
    private final MasterListener listener;

    /** What is changed when a key goes. */
    record Office(KeyOffice keys, MinionDataCache cache, Dropfile dropfile) {}

    RevokeHandler(MasterKeyConfig config, Office office, String masterId, EventSink events, MasterListener listener) {
        this.config = config;
        this.office = office.keys();
        this.cache = office.cache();
        this.dropfile = office.dropfile();
        this.masterId = masterId;
        this.events = events;
        this.listener = listener;
    }

    @Override
    public Reply handle(MinionId id, Map<String, Object> load) {
        if (!config.allowMinionKeyRevoke()) {
            listener.onNotAllowed("revoke_auth (allow_minion_key_revoke is off)", id.value());
            return new Reply.Encrypted(load);
        }
        LOG.warn("minion {} has its own key deleted", id);
        office.delete(Map.of(KeyState.ACCEPTED, List.of(id.value())));
        if (!Loads.flag(load, "preserve_minion_cache")) {
            cache.delete(id);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("result", true);
        data.put("act", "delete");
        data.put("id", id.value());
        events.fire("salt/key", data);
        if (config.rotateAesKey()) {
            dropfile.request(masterId);
        }
        return new Reply.Encrypted(true);
    }
}
