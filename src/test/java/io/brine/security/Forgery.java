package io.brine.security;

import io.brine.channel.Envelope;
import io.brine.crypt.Crypticle;
import io.brine.data.MsgPack;
import io.brine.master.TestMinion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A request of version 3 as its minion would send it, of which each part can be made a lie. */
final class Forgery {
    private static final AtomicLong NUMBER = new AtomicLong();

    private final Map<String, Object> envelope = new LinkedHashMap<>();
    private final Map<String, Object> load;
    private Crypticle key;

    Forgery(TestMinion sender, Map<String, ?> load) {
        this.load = new LinkedHashMap<>(load);
        this.load.put("nonce", "%032x".formatted(NUMBER.incrementAndGet()));
        this.load.put("ts", System.currentTimeMillis() / 1000);
        this.load.put("tok", sender.identity.token());
        this.load.put("id", sender.id.value());
        this.key = sender.session().requestKey();
        envelope.put("enc", "aes");
        envelope.put("version", 3L);
        envelope.put("id", sender.id.value());
        envelope.put("enc_algo", "OAEP-SHA1");
        envelope.put("sig_algo", "PKCS1v15-SHA1");
    }

    /** The clear part. */
    Forgery outer(String field, Object value) {
        envelope.put(field, value);
        return this;
    }

    /** The sealed part. */
    Forgery inner(String field, Object value) {
        load.put(field, value);
        return this;
    }

    Forgery withoutOuter(String field) {
        envelope.remove(field);
        return this;
    }

    Forgery without(String field) {
        load.remove(field);
        return this;
    }

    Forgery sealedWith(Crypticle other) {
        this.key = other;
        return this;
    }

    String nonce() {
        return String.valueOf(load.getOrDefault("nonce", ""));
    }

    byte[] bytes() {
        Map<String, Object> all = new LinkedHashMap<>(envelope);
        all.put("load", Envelope.seal(key, load));
        return MsgPack.packWire(all);
    }

    /** What the master answered: what the sender could open, else as it came. */
    Object opened(Object reply) {
        return reply instanceof byte[] sealed ? Envelope.openReply(key, sealed, nonce()) : reply;
    }
}
