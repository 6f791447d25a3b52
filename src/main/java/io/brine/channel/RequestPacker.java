package io.brine.channel;

import io.brine.data.MsgPack;
import io.brine.wire.FileCommand;
import io.brine.wire.Payload;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A minion's load as it travels: proven and sealed with its own key in version 3, sealed with the shared key in version 2.
 * Thread-safe. Source: 3008.0 channel/client.py _package_load; 3006.0 minion.py for what version 2 carries.
 */
public final class RequestPacker {
    private final MinionIdentity me;
    private final Clock clock;

    public RequestPacker(MinionIdentity me, Clock clock) {
        this.me = me;
        this.clock = clock;
    }

    /** The bytes of one request. Keys the load has already keep their place. */
    public byte[] pack(Session session, String nonce, Map<String, Object> load) {
        return session.isProven() ? proven(session, nonce, load) : shared(session, nonce, load);
    }

    private byte[] proven(Session session, String nonce, Map<String, Object> load) {
        Map<String, Object> full = new LinkedHashMap<>(load);
        full.put("nonce", nonce);
        full.put("ts", clock.millis() / 1000);
        full.put("tok", me.token());
        full.put("id", me.id().value());
        return MsgPack.packWire(new Payload(
                        Payload.AES,
                        Envelope.seal(session.requestKey(), full),
                        Payload.VERSION,
                        me.id().value(),
                        Optional.of(me.encryption().wireName()),
                        Optional.of(me.signing().wireName()))
                .toMap());
    }

    private byte[] shared(Session session, String nonce, Map<String, Object> load) {
        Map<String, Object> full = new LinkedHashMap<>(load);
        // File requests carry nothing but their arguments: _file_envs of 3006.0 fails on more.
        if (!(load.get("cmd") instanceof String cmd) || !FileCommand.ALL.contains(cmd)) {
            full.put("tok", me.token());
            full.putIfAbsent("id", me.id().value());
        }
        full.put("nonce", nonce);
        byte[] sealed = Envelope.seal(session.requestKey(), full);
        return MsgPack.packWire(new Payload(Payload.AES, sealed, 2, null, Optional.empty(), Optional.empty()).toMap());
    }
}
