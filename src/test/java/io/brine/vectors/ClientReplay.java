package io.brine.vectors;

import io.brine.channel.Envelope;
import io.brine.channel.MasterKeyFile;
import io.brine.channel.MasterSecrets;
import io.brine.channel.MinionIdentity;
import io.brine.channel.PillarReply;
import io.brine.channel.PubServerChannel;
import io.brine.channel.Publication;
import io.brine.channel.PublicationOpener;
import io.brine.channel.RequestPacker;
import io.brine.channel.SerialGate;
import io.brine.channel.Serials;
import io.brine.channel.Session;
import io.brine.channel.SignIn;
import io.brine.channel.SignInResult;
import io.brine.channel.SignInRules;
import io.brine.crypt.CryptException;
import io.brine.crypt.Crypticle;
import io.brine.crypt.EncryptionAlgorithm;
import io.brine.crypt.HashType;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.wire.MinionId;
import io.brine.wire.Payload;
import io.brine.wire.PublishLoad;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts our minion in the place of the recorded one: would it send these requests, take these replies and these publishes? */
final class ClientReplay {
    private final Recording recording;

    ClientReplay(Recording recording) {
        this.recording = recording;
    }

    Optional<String> check(OpenedExchange exchange) {
        if (exchange.cmd().equals("_auth")) {
            return signIn(exchange);
        }
        if (exchange.key().isEmpty()
                || !recording.hasMinion(String.valueOf(exchange.load().get("id")))) {
            return Optional.empty();
        }
        return request(exchange).or(() -> reply(exchange)).map(text -> exchange.cmd() + " as client: " + text);
    }

    // --- _auth

    private Optional<String> signIn(OpenedExchange exchange) {
        Map<String, Object> load = exchange.load();
        Optional<RsaKeyPair> key = load.get("pub") instanceof String pem ? recording.holder(pem) : Optional.empty();
        boolean isOurKind = exchange.payload().orElseThrow().version() > 1
                && MinionId.of(load.get("id")).isPresent()
                && exchange.reply() instanceof Map;
        if (key.isEmpty() || !isOurKind) {
            return Optional.empty();
        }
        EncryptionAlgorithm encryption =
                named(load.get("enc_algo"), EncryptionAlgorithm::named).orElse(EncryptionAlgorithm.OAEP_SHA1);
        SigningAlgorithm signing =
                named(load.get("sig_algo"), SigningAlgorithm::named).orElse(SigningAlgorithm.PKCS1V15_SHA1);
        MinionIdentity me = new MinionIdentity(new MinionId((String) load.get("id")), key.get(), encryption, signing);
        boolean isKnown = load.containsKey("token");
        SignIn.Attempt attempt = new SignIn.Attempt(
                exchange.nonce(),
                isKnown ? Optional.of(recording.master().publicKey()) : Optional.empty(),
                isKnown ? recording.master().decrypt(encryption, Trees.bytes(load.get("token"))) : new byte[0],
                new byte[0]);
        KnownKeys file = new KnownKeys(isKnown);
        SignInResult result = new SignIn(me, rules(exchange), file)
                .judge(attempt, exchange.exchange().reply());
        return expected(exchange, result, file);
    }

    private static <T> Optional<T> named(Object name, Function<String, Optional<T>> finder) {
        return name instanceof String text ? finder.apply(text) : Optional.empty();
    }

    private SignInRules rules(OpenedExchange exchange) {
        boolean vouched = exchange.reply() instanceof Map<?, ?> outer
                && outer.get("load") != null
                && !(outer.get("load") instanceof Map)
                && Trees.fields(MsgPack.unpackWire(Trees.bytes(outer.get("load"))))
                        .containsKey("pub_sig");
        return new SignInRules(Optional.empty(), HashType.SHA256, vouched, vouched, false, Map.of());
    }

    private Optional<String> expected(OpenedExchange exchange, SignInResult result, KnownKeys file) {
        Map<String, Object> outer = Trees.fields(exchange.reply());
        if (outer.get("load") instanceof Map<?, ?> unsigned) {
            Object wanted = unsigned.get("ret") instanceof String ? "UnsupportedAlgorithm" : "Unusable";
            return Difference.between(wanted, result.getClass().getSimpleName());
        }
        Map<String, Object> load = Trees.fields(MsgPack.unpackWire(Trees.bytes(outer.get("load"))));
        if (!load.containsKey("pub_key")) {
            String wanted = "full".equals(load.get("ret"))
                    ? "Full"
                    : Boolean.TRUE.equals(load.get("ret")) ? "Pending" : "Refused";
            return Difference.between(wanted, result.getClass().getSimpleName());
        }
        if (!(result instanceof SignInResult.Accepted accepted)) {
            return Optional.of("expected Accepted got " + result);
        }
        boolean isShared = recording.sharedKeys().stream()
                .anyMatch(key ->
                        key.keyString().equals(accepted.session().shared().keyString()));
        return Difference.between(true, isShared)
                .or(() -> Difference.between(
                        load.containsKey("session"), accepted.session().isProven()))
                .or(() -> Difference.between(
                        load.get("publish_port"), (long) accepted.session().publishPort()))
                .or(() -> Difference.between(
                        Optional.ofNullable(file.isKnown ? null : load.get("pub_key")),
                        Optional.ofNullable(file.written)));
    }

    private final class KnownKeys implements MasterKeyFile {
        private final boolean isKnown;
        private Object written;

        KnownKeys(boolean isKnown) {
            this.isKnown = isKnown;
        }

        @Override
        public Optional<String> read() {
            return isKnown ? Optional.of(recording.master().publicPem()) : Optional.empty();
        }

        @Override
        public void write(String pem) {
            written = pem;
        }

        @Override
        public Optional<String> signingKey() {
            return recording.signingKey();
        }
    }

    // --- encrypted requests

    /** Our minion would have written the same plaintext, in the same order. */
    private Optional<String> request(OpenedExchange exchange) {
        Map<String, Object> recorded = exchange.load();
        if (!exchange.isProven() || !recorded.containsKey("tok") || !(recorded.get("ts") instanceof Long ts)) {
            return Optional.empty();
        }
        Map<String, Object> own = new LinkedHashMap<>(recorded);
        List<String> keys = new ArrayList<>(recorded.keySet());
        int nonceAt = keys.indexOf("nonce");
        keys.subList(nonceAt, keys.size()).forEach(own::remove);
        MinionIdentity me = identity(exchange);
        if (!Arrays.equals(me.token(), Trees.bytes(recorded.get("tok")))) {
            return Optional.empty(); // somebody else's key or a broken token, made by hand
        }
        RequestPacker packer = new RequestPacker(me, Clock.fixed(Instant.ofEpochSecond(ts), ZoneOffset.UTC));
        Session session = new Session(
                exchange.key().get(), exchange.key(), 4505, recording.master().publicKey(), new SerialGate());
        Map<String, Object> ours = Trees.fields(MsgPack.unpackWire(packer.pack(session, exchange.nonce(), own)));
        Map<String, Object> theirs =
                Trees.fields(MsgPack.unpackWire(exchange.exchange().request()));
        Map<String, Object> opened = Trees.fields(Envelope.open(exchange.key().get(), Trees.bytes(ours.get("load"))));
        if (!theirs.containsKey("enc_algo")) {
            ours.keySet().removeAll(List.of("enc_algo", "sig_algo")); // made by hand, in short
        }
        return Difference.between(List.copyOf(theirs.keySet()), List.copyOf(ours.keySet()))
                .or(() -> Difference.between(MsgPack.packWire(recorded), MsgPack.packWire(opened)));
    }

    private MinionIdentity identity(OpenedExchange exchange) {
        Payload payload = exchange.payload().orElseThrow();
        return recording.identity(
                (String) exchange.load().get("id"),
                payload.encAlgo().flatMap(EncryptionAlgorithm::named).orElse(EncryptionAlgorithm.OAEP_SHA1),
                payload.sigAlgo().flatMap(SigningAlgorithm::named).orElse(SigningAlgorithm.PKCS1V15_SHA1));
    }

    private Optional<String> reply(OpenedExchange exchange) {
        boolean isPillar = exchange.cmd().equals("_pillar") && PillarReply.isPrivate(exchange.reply());
        if (isPillar && exchange.payload().orElseThrow().version() > 1) {
            PillarReply.open(identity(exchange), recording.master().publicKey(), exchange.nonce(), exchange.reply());
        }
        return Optional.empty();
    }

    // --- publishes

    /** Our minions take the publish; our master would have sent one like it. */
    Optional<String> publish(List<byte[]> frames, Fields decoded, SerialGate serials) {
        Map<String, Object> payload = Trees.fields(MsgPack.unpackWire(frames.get(frames.size() - 1)));
        for (Crypticle key : recording.sharedKeys()) {
            try {
                Map<String, Object> job = Trees.fields(Envelope.open(key, Trees.bytes(payload.get("load"))));
                return taken(frames, payload, key, job, serials).or(() -> sentAgain(frames, payload, job));
            } catch (CryptException other) {
                // the next one
            }
        }
        return Optional.of(
                "publish opens with no recorded key: " + decoded.map().keySet());
    }

    private Optional<String> taken(
            List<byte[]> frames,
            Map<String, Object> payload,
            Crypticle key,
            Map<String, Object> job,
            SerialGate serials) {
        Session session =
                new Session(key, Optional.empty(), 4505, recording.master().publicKey(), serials);
        Publication got = new PublicationOpener(addressee(frames), payload.containsKey("sig")).open(session, frames);
        Map<String, Object> expected = new LinkedHashMap<>(job);
        expected.remove("serial");
        return got instanceof Publication.Job taken
                ? Difference.between(expected, taken.load().fields())
                : Optional.of("publish not taken: " + got);
    }

    private MinionId addressee(List<byte[]> frames) {
        return List.of("web1", "db1", "db2").stream()
                .filter(id -> frames.size() == 1 || new String(frames.get(0)).equals(HashType.SHA1.hex(id)))
                .findFirst()
                .map(MinionId::new)
                .orElse(new MinionId("anybody"));
    }

    private Optional<String> sentAgain(List<byte[]> frames, Map<String, Object> payload, Map<String, Object> job) {
        Map<String, Object> load = new LinkedHashMap<>(job);
        load.remove("serial");
        List<List<byte[]>> sent = new ArrayList<>();
        boolean isFiltered = frames.size() == 2;
        PubServerChannel.PubRules rules = new PubServerChannel.PubRules(
                payload.containsKey("sig"),
                named(payload.get("sig_algo"), SigningAlgorithm::named).orElse(SigningAlgorithm.PKCS1V15_SHA1),
                isFiltered,
                false);
        new PubServerChannel(secrets(), Serials.inMemory(), rules)
                .publish(new PublishLoad(load), List.of("web1", "db1"), sent::add);
        List<byte[]> ours = sent.stream()
                .filter(message -> !isFiltered || Arrays.equals(message.get(0), frames.get(0)))
                .findFirst()
                .orElse(List.of());
        if (ours.size() != frames.size()) {
            return Optional.of("our publish has " + ours.size() + " frames for this topic");
        }
        Map<String, Object> again = Trees.fields(MsgPack.unpackWire(ours.get(ours.size() - 1)));
        List<String> expectedKeys = new ArrayList<>(payload.keySet());
        List<String> ourKeys = new ArrayList<>(again.keySet());
        if (!payload.containsKey("sig_algo")) {
            ourKeys.remove("sig_algo"); // 3006.0 names no algorithm; newer minions need it
        }
        Map<String, Object> inner =
                Trees.fields(Envelope.open(secrets().sharedKeys().get(0), Trees.bytes(again.get("load"))));
        return Difference.between(expectedKeys, ourKeys)
                .or(() -> Difference.between(List.copyOf(job.keySet()), List.copyOf(inner.keySet())));
    }

    private MasterSecrets secrets() {
        return new RecordedSecrets(recording);
    }
}
