package io.brine.fuzz;

import io.brine.channel.Envelope;
import io.brine.channel.PublicationOpener;
import io.brine.channel.SerialGate;
import io.brine.channel.Session;
import io.brine.crypt.CryptException;
import io.brine.crypt.Crypticle;
import io.brine.crypt.RsaKeyPair;
import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.vectors.RecordedKeys;
import io.brine.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A minion's SUB socket: the bytes as a frame, and as the load of a publication sealed with the shared key. */
final class PublicationTarget implements FuzzTarget {
    private final Crypticle shared = Crypticle.generate();
    private final RsaKeyPair master = RecordedKeys.pair("web1");
    private final PublicationOpener opener = new PublicationOpener(new MinionId("m1"), false);

    @Override
    public void run(byte[] input) {
        Session session = new Session(shared, Optional.empty(), 4505, master.publicKey(), new SerialGate());
        try {
            opener.open(session, List.of(input));
        } catch (CryptException refused) {
            // the named refusal
        }
        try {
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("enc", "aes");
            payload.put("load", Envelope.seal(shared, MsgPack.unpackWire(input)));
            opener.open(session, List.of(MsgPack.packWire(payload)));
        } catch (DataException noLoad) {
            // the input was no MessagePack
        }
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new java.util.ArrayList<>(Seeds.loads());
        seeds.addAll(Seeds.frames());
        return seeds;
    }
}
