package io.brine.vectors;

import io.brine.channel.Caller;
import io.brine.channel.Envelope;
import io.brine.channel.MasterSecrets;
import io.brine.channel.MinionIdentity;
import io.brine.channel.PillarReply;
import io.brine.channel.Reply;
import io.brine.channel.ReqServerChannel;
import io.brine.channel.RequestDispatcher;
import io.brine.channel.RequestListener;
import io.brine.channel.RequestRules;
import io.brine.crypt.Crypticle;
import io.brine.crypt.EncryptionAlgorithm;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.RsaPublicKey;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.wire.MinionId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a recorded request to our server channel, lets the dispatcher answer what the recorded master answered, and holds our
 * bytes against the recorded ones.
 */
final class ServerReplay {
    private static final String HANDLER_FAILED = "Some exception handling minion payload";

    private final Recording recording;

    ServerReplay(Recording recording) {
        this.recording = recording;
    }

    /**
     * What only the recorded master knew.
     *
     * @param isKeyStale the key that opens the request was not honoured any more
     * @param isAccepted the minion's key was an accepted one
     * @param second the minion of this id had its second key
     */
    private record Circumstances(int minimumVersion, long ttl, boolean isKeyStale, boolean isAccepted, boolean second) {
        static final Circumstances USUAL = new Circumstances(0, 0, false, true, false);
        /** Only a plain refusal may be explained by one of these. */
        static final List<Circumstances> REFUSING = List.of(
                new Circumstances(3, 0, false, true, false),
                new Circumstances(0, 30, false, true, false),
                new Circumstances(0, 0, false, false, false),
                new Circumstances(0, 0, true, true, false));

        static final Circumstances SECOND_KEY = new Circumstances(0, 0, false, true, true);
    }

    Optional<String> check(OpenedExchange exchange, Instant now) {
        if (hasUnknownEnc(exchange)) {
            return unknownEnc(exchange);
        }
        Optional<String> difference = check(exchange, now, Circumstances.USUAL);
        if (difference.isEmpty()) {
            return difference;
        }
        if (check(exchange, now, Circumstances.SECOND_KEY).isEmpty()) {
            return Optional.empty();
        }
        boolean isRefusal = "bad load".equals(exchange.reply())
                || Map.of("error", "AES key not found").equals(exchange.reply());
        boolean isExplained = isRefusal
                && Circumstances.REFUSING.stream()
                        .anyMatch(circumstances ->
                                check(exchange, now, circumstances).isEmpty());
        return isExplained ? Optional.empty() : difference.map(text -> exchange.cmd() + " " + text);
    }

    private static boolean hasUnknownEnc(OpenedExchange exchange) {
        return exchange.payload()
                .map(payload -> !List.of("clear", "aes").contains(payload.enc()))
                .orElse(false);
    }

    /** 3006.0 takes any other enc for clear; newer masters refuse, and so do we. */
    private Optional<String> unknownEnc(OpenedExchange exchange) {
        Script script = new Script(exchange);
        byte[] ours = new ReqServerChannel(
                        secrets(exchange, Circumstances.USUAL),
                        script,
                        new RequestRules(0, 0, false),
                        RequestListener.SILENT,
                        Clock.systemUTC())
                .answer(exchange.exchange().request(), null)
                .join();
        return Difference.between(HANDLER_FAILED, MsgPack.unpackWire(ours))
                .or(() -> Difference.between(null, script.answered));
    }

    private Optional<String> check(OpenedExchange exchange, Instant now, Circumstances circumstances) {
        Script script = new Script(exchange);
        ReqServerChannel channel = new ReqServerChannel(
                secrets(exchange, circumstances),
                script,
                new RequestRules(circumstances.minimumVersion(), circumstances.ttl(), false),
                RequestListener.SILENT,
                Clock.fixed(now, ZoneOffset.UTC));
        byte[] ours = channel.answer(exchange.exchange().request(), null).join();
        return script.difference.or(() -> reply(exchange, ours, script.answered));
    }

    private Optional<String> reply(OpenedExchange exchange, byte[] ours, Reply answered) {
        byte[] recorded = exchange.exchange().reply();
        if (answered instanceof Reply.Encrypted encrypted) {
            OpenedExchange again = new OpenedExchange(
                    exchange.exchange(), exchange.payload(), exchange.key(), exchange.load(), MsgPack.unpackWire(ours));
            return again.openedReply()
                    .map(tree -> Difference.between(encrypted.value(), tree[0])
                            .or(() -> Difference.between(recorded.length, ours.length)))
                    .orElse(Optional.of("our reply does not open"));
        }
        if (answered instanceof Reply.Private && exchange.reply() instanceof Map<?, ?> map && map.containsKey("key")) {
            return Difference.between(pillar(exchange, exchange.reply()), pillar(exchange, MsgPack.unpackWire(ours)))
                    .or(() -> Difference.between(recorded.length, ours.length));
        }
        return Difference.between(exchange.reply(), MsgPack.unpackWire(ours))
                .or(() -> Difference.between(recorded, ours));
    }

    private Object pillar(OpenedExchange exchange, Object reply) {
        MinionIdentity me = recording.identity(
                (String) exchange.load().get("id"),
                exchange.payload()
                        .flatMap(p -> p.encAlgo())
                        .flatMap(EncryptionAlgorithm::named)
                        .orElse(EncryptionAlgorithm.OAEP_SHA1),
                exchange.payload()
                        .flatMap(p -> p.sigAlgo())
                        .flatMap(SigningAlgorithm::named)
                        .orElse(SigningAlgorithm.PKCS1V15_SHA1));
        if (exchange.payload().orElseThrow().version() < 2) {
            Map<String, Object> sealed = Trees.fields(reply);
            byte[] key = me.key().decrypt(me.encryption(), Trees.bytes(sealed.get("key")));
            return Envelope.open(new Crypticle(new String(key)), Trees.bytes(sealed.get("pillar")));
        }
        return PillarReply.open(me, recording.master().publicKey(), exchange.nonce(), reply);
    }

    private MasterSecrets secrets(OpenedExchange exchange, Circumstances circumstances) {
        return new MasterSecrets() {
            @Override
            public RsaKeyPair masterKey() {
                return recording.master();
            }

            @Override
            public List<Crypticle> sharedKeys() {
                return circumstances.isKeyStale() ? List.of(Crypticle.generate()) : recording.sharedKeys();
            }

            @Override
            public Optional<Crypticle> sessionKey(MinionId id) {
                if (circumstances.isKeyStale()) {
                    return Optional.of(Crypticle.generate());
                }
                return exchange.key()
                        .or(() -> recording.sessionKeys(id.value()).stream().findFirst());
            }

            @Override
            public Optional<RsaPublicKey> acceptedKey(MinionId id) {
                String holder = circumstances.second() ? id + "-second" : id.value();
                return circumstances.isAccepted() && !holder.startsWith("master")
                        ? recording.minionKey(holder)
                        : Optional.empty();
            }
        };
    }

    /** Answers what the recorded master answered, and checks what it is asked. */
    private final class Script implements RequestDispatcher {
        private final OpenedExchange exchange;
        private Optional<String> difference = Optional.empty();
        private Reply answered;

        Script(OpenedExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public Reply clear(Caller caller, Map<String, Object> load) {
            difference = Difference.between(exchange.load(), load);
            answered = clearReply();
            return answered;
        }

        private Reply clearReply() {
            if (HANDLER_FAILED.equals(exchange.reply())) {
                throw new IllegalStateException("the recorded handler failed");
            }
            if (!exchange.cmd().equals("_auth")) {
                return new Reply.Clear(exchange.reply());
            }
            Map<String, Object> outer = Trees.fields(exchange.reply());
            if (outer.get("load") instanceof Map<?, ?> unsigned) {
                // "bad sig algo" is the channel's own answer to whatever the handler decided.
                boolean isOwn = unsigned.get("ret") instanceof String;
                return new Reply.Signed(isOwn ? Map.of("ret", true) : Trees.fields(unsigned));
            }
            if (!outer.containsKey("load")) {
                return new Reply.Signed(outer);
            }
            Map<String, Object> load =
                    new LinkedHashMap<>(Trees.fields(MsgPack.unpackWire(Trees.bytes(outer.get("load")))));
            load.remove("nonce");
            return new Reply.Signed(load);
        }

        @Override
        public Reply encrypted(Caller caller, Map<String, Object> load) {
            Map<String, Object> expected = new LinkedHashMap<>(exchange.load());
            expected.remove("tok");
            if (caller.version() > 1) {
                expected.remove("nonce");
            }
            difference = Difference.between(List.copyOf(expected.keySet()), List.copyOf(load.keySet()))
                    .or(() -> Difference.between(expected, load));
            answered = encryptedReply();
            return answered;
        }

        private Reply encryptedReply() {
            if (exchange.cmd().equals("_pillar") && exchange.reply() instanceof Map<?, ?> reply) {
                Object pillar = reply.containsKey("key") ? pillar(exchange, reply) : Map.of();
                return new Reply.Private(
                        pillar, new MinionId((String) exchange.load().get("id")));
            }
            return exchange.openedReply()
                    .<Reply>map(tree -> new Reply.Encrypted(tree[0]))
                    .orElseGet(() -> new Reply.Clear("the recorded reply is no sealed one"));
        }
    }
}
