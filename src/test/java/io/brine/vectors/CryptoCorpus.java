package io.brine.vectors;

import io.brine.channel.Envelope;
import io.brine.channel.NonceException;
import io.brine.channel.SerialGate;
import io.brine.crypt.CryptException;
import io.brine.crypt.Crypticle;
import io.brine.crypt.EncryptionAlgorithm;
import io.brine.crypt.Fingerprint;
import io.brine.crypt.HashType;
import io.brine.crypt.MasterSignature;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.RsaPublicKey;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.DataException;
import io.brine.data.MsgPack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys, signatures, RSA encryption, X9.31, Crypticle and fingerprints as crypt.py of 3006.0 makes them with both its libraries. */
final class CryptoCorpus implements Corpus {
    private static final SigningAlgorithm SHA1 = SigningAlgorithm.PKCS1V15_SHA1;

    private final Map<String, RsaKeyPair> keys = new HashMap<>();
    private final Map<String, String> publicTexts = new HashMap<>();

    @Override
    public String name() {
        return "crypto";
    }

    @Override
    public String source() {
        return "crypto.json";
    }

    @Override
    public int requiredPercent() {
        return 100;
    }

    @Override
    public List<CaseResult> run(Path dir) throws IOException {
        Map<String, Object> file = TypedJson.file(dir.resolve(source()));
        List<CaseResult> results = new ArrayList<>();
        for (Object key : (List<?>) file.get("keys")) {
            Fields test = new Fields(key);
            results.add(CaseResult.of(test.text("id"), () -> keyPair(test)));
        }
        for (Object item : (List<?>) file.get("cases")) {
            Fields test = new Fields(item);
            results.add(CaseResult.of(test.text("id"), () -> difference(test)));
        }
        return results;
    }

    private Optional<String> difference(Fields test) {
        return switch (test.text("kind")) {
            case "keypair" -> keyPair(test);
            case "crypticle" -> crypticle(test);
            case "crypticle_raw" -> crypticleRaw(test);
            case "crypticle_serial_sequence" -> serials(test);
            case "crypticle_bad_key_string" -> refused("key string", () -> new Crypticle(test.text("key")));
            case "finger_of_file" -> finger(test);
            case "sign_message" -> sign(test);
            case "oaep" -> oaep(test);
            case "private_encrypt" -> x931(test);
            case "pubkey_file" -> publicKeyFile(test);
            case "master_pubkey_signature_file" -> masterSignature(test);
            default -> Optional.of("unknown kind " + test.text("kind"));
        };
    }

    private Optional<String> keyPair(Fields key) {
        String written = key.text("private_pem_as_salt_writes");
        RsaKeyPair pair = RsaKeyPair.parse(written, key.textOrNull("passphrase"));
        keys.put(key.text("id"), pair);
        RsaKeyPair pkcs8 = RsaKeyPair.parse(key.text("private_pem_pkcs8_by_cryptography"), null);
        RsaPublicKey pkcs1 = RsaPublicKey.parse(key.text("public_pem_pkcs1_by_cryptography"));
        byte[] probe = {1, 2, 3};
        String publicPem = key.text("public_pem_as_salt_writes");
        publicTexts.put(key.text("id"), publicPem);
        return Difference.between(key.text("private_pem_pkcs1_by_cryptography"), pair.privatePem())
                .or(() -> Difference.between(key.text("private_pem_pkcs1_by_cryptography"), pkcs8.privatePem()))
                .or(() -> Difference.between(key.text("public_pem_spki_by_cryptography"), pair.publicPem()))
                .or(() -> Difference.between(true, pkcs1.verifies(SHA1, probe, pair.sign(SHA1, probe))))
                .or(() -> Difference.between(true, reopens(pair)))
                .or(() -> Difference.between(key.text("finger_sha256"), Fingerprint.of(publicPem, HashType.SHA256)))
                .or(() -> Difference.between(key.text("finger_md5"), Fingerprint.of(publicPem, HashType.MD5)))
                .or(() -> Difference.between(key.text("finger_sha512"), Fingerprint.of(publicPem, HashType.SHA512)))
                .or(() ->
                        Difference.between(key.text("finger_private_sha256"), Fingerprint.of(written, HashType.SHA256)))
                .or(() -> Difference.between(
                        key.text("finger_of_key_argument_sha256"),
                        Fingerprint.ofWholeText(publicPem, HashType.SHA256)));
    }

    private static boolean reopens(RsaKeyPair pair) {
        return RsaKeyPair.parse(pair.privatePem("pässword"), "pässword")
                .privatePem()
                .equals(pair.privatePem());
    }

    private static Optional<String> crypticle(Fields test) {
        Crypticle key = new Crypticle(test.text("key"));
        String nonce = test.textOrNull("nonce") == null ? "" : test.text("nonce");
        byte[] ciphertext = test.bytes("ciphertext");
        Object plain = TypedJson.value(test.get("object"));
        Object expected = TypedJson.value(test.fields("decrypt").get("object"));
        Optional<String> decrypted = Difference.between(expected, loads(key, ciphertext, nonce))
                .or(() -> Difference.between(test.bytes("plaintext_msgpack"), MsgPack.packWire(plain)))
                .or(() -> Difference.between(expected, loads(key, Envelope.seal(key, nonce, plain), nonce)));
        if (decrypted.isPresent()) {
            return decrypted;
        }
        for (Object item : test.list("corrupted")) {
            Fields corrupted = new Fields(item);
            Optional<String> opened = corrupted.text("verdict").equals("ok")
                    ? Difference.between(
                            TypedJson.value(corrupted.get("object")), loads(key, corrupted.bytes("ciphertext"), nonce))
                    : refused(corrupted.text("how"), () -> loads(key, corrupted.bytes("ciphertext"), nonce));
            if (opened.isPresent()) {
                return opened;
            }
        }
        return wrongReceiver(test, key, ciphertext, nonce);
    }

    private static Optional<String> wrongReceiver(Fields test, Crypticle key, byte[] ciphertext, String nonce) {
        if (test.has("wrong_key")) {
            Crypticle other = new Crypticle(test.fields("wrong_key").text("key"));
            Optional<String> opened = refused("wrong key", () -> loads(other, ciphertext, nonce));
            if (opened.isPresent()) {
                return opened;
            }
        }
        if (test.has("wrong_nonce")) {
            String other = test.fields("wrong_nonce").text("nonce");
            Optional<String> opened = refused("wrong nonce", () -> loads(key, ciphertext, other));
            if (opened.isPresent()) {
                return opened;
            }
        }
        if (test.has("nonce_not_expected")) {
            Fields without = test.fields("nonce_not_expected");
            return without.text("verdict").equals("ok")
                    ? Difference.between(TypedJson.value(without.get("object")), loads(key, ciphertext, ""))
                    : refused("nonce not expected", () -> loads(key, ciphertext, ""));
        }
        return Optional.empty();
    }

    /** As Crypticle.loads: envelope, nonce and serial in one. */
    private static Object loads(Crypticle key, byte[] ciphertext, String nonce) {
        Object load = nonce.isEmpty() ? Envelope.open(key, ciphertext) : Envelope.openReply(key, ciphertext, nonce);
        return new SerialGate().pass(load);
    }

    private static Optional<String> crypticleRaw(Fields test) {
        Crypticle key = new Crypticle(test.text("key"));
        Fields loads = test.fields("loads");
        byte[] raw = test.bytes("raw_plaintext");
        return Difference.between(test.bytes("decrypt_bytes"), key.open(test.bytes("ciphertext")))
                .or(() -> Difference.between(raw, key.open(key.seal(raw))))
                .or(() -> loads.text("verdict").equals("ok")
                        ? Difference.between(
                                TypedJson.value(loads.get("object")), loads(key, test.bytes("ciphertext"), ""))
                        : refused("loads", () -> loads(key, test.bytes("ciphertext"), "")));
    }

    private static Optional<String> serials(Fields test) {
        Crypticle key = new Crypticle(test.text("key"));
        SerialGate gate = new SerialGate();
        for (Object item : test.list("steps")) {
            Fields step = new Fields(item);
            Object got = gate.pass(Envelope.open(key, step.bytes("ciphertext")));
            Optional<String> difference = Difference.between(TypedJson.value(step.get("result")), got);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> finger(Fields test) {
        String pem = new String(test.bytes("file_base64"), StandardCharsets.UTF_8);
        return Difference.between(test.text("sha256"), Fingerprint.of(pem, HashType.SHA256))
                .or(() -> Difference.between(test.text("md5"), Fingerprint.of(pem, HashType.MD5)));
    }

    private Optional<String> sign(Fields test) {
        RsaKeyPair key = keys.get(test.text("key"));
        byte[] message = test.bytes("message");
        byte[] signature = test.bytes("signature");
        byte[] flipped = signature.clone();
        flipped[0] ^= 1;
        RsaPublicKey half = key.publicKey();
        return Difference.between(signature, key.sign(SHA1, message))
                .or(() -> Difference.between(true, half.verifies(SHA1, message, signature)))
                .or(() -> Difference.between(false, half.verifies(SHA1, new byte[] {'x'}, signature)))
                .or(() -> Difference.between(false, half.verifies(SHA1, message, flipped)))
                .or(() -> Difference.between(false, half.verifies(SHA1, message, new byte[10])))
                .or(() -> Difference.between(false, half.verifies(SHA1, message, new byte[0])));
    }

    private Optional<String> oaep(Fields test) {
        EncryptionAlgorithm sha1 = EncryptionAlgorithm.OAEP_SHA1;
        RsaKeyPair key = keys.get(test.text("key"));
        byte[] plaintext = test.bytes("plaintext");
        if (test.textOrNull("ciphertext") == null) {
            return refused("encryption", () -> key.publicKey().encrypt(sha1, plaintext));
        }
        byte[] ours = key.publicKey().encrypt(sha1, plaintext);
        return Difference.between(plaintext, key.decrypt(sha1, test.bytes("ciphertext")))
                .or(() -> Difference.between(plaintext, key.decrypt(sha1, ours)))
                .or(() -> test.has("decrypt_corrupted")
                        ? refused(
                                "corrupted",
                                () -> key.decrypt(
                                        sha1, test.fields("decrypt_corrupted").bytes("ciphertext")))
                        : Optional.empty());
    }

    private Optional<String> x931(Fields test) {
        RsaKeyPair key = keys.get(test.text("key"));
        byte[] message = test.bytes("message");
        Object expected = TypedJson.value(test.fields("result").get("result"));
        if (expected == null) {
            return refused("signing", () -> key.x931(message));
        }
        byte[] signature = key.x931(message);
        Optional<String> signed = Difference.between(expected, signature);
        Object opened = TypedJson.value(test.fields("public_decrypt").get("result"));
        return signed.or(() -> opened == null
                        ? refused("recovery", () -> key.publicKey().recover(signature))
                        : Difference.between(opened, key.publicKey().recover(signature)))
                .or(() -> refused(
                        "corrupted",
                        () -> key.publicKey()
                                .recover(test.fields("public_decrypt_corrupted").bytes("input"))))
                .or(() -> refused("short", () -> key.publicKey().recover(new byte[10])));
    }

    /**
     * The two libraries of the reference disagree: one refuses a PKCS#1 body, the other text before the armour. Brine reads
     * PKCS#1 and refuses leading text.
     */
    private static Optional<String> publicKeyFile(Fields test) {
        String pem = new String(test.bytes("file_base64"), StandardCharsets.UTF_8);
        boolean readable = test.fields("load").text("verdict").equals("ok");
        if (test.text("id").endsWith("pkcs1-rsa-public")) {
            readable = true;
        } else if (test.text("id").endsWith("leading-text")) {
            readable = false;
        }
        return readable
                ? Difference.between(
                        true,
                        RsaPublicKey.parse(pem)
                                .verifies(
                                        SHA1,
                                        test.text("probe_message").getBytes(StandardCharsets.UTF_8),
                                        test.bytes("probe_signature")))
                : refused("key file", () -> RsaPublicKey.parse(pem));
    }

    private Optional<String> masterSignature(Fields test) {
        RsaKeyPair signer = keys.get(test.text("signing_key"));
        String signed = publicTexts.get(test.text("signed_public_key"));
        String signature = test.text("signature_file_text");
        return Difference.between(signature, MasterSignature.make(signer, SHA1, signed))
                .or(() -> Difference.between(
                        true, MasterSignature.verifies(signer.publicKey(), SHA1, signed, signature)));
    }

    private static Optional<String> refused(String what, Runnable action) {
        try {
            action.run();
            return Optional.of(what + ": expected a refusal");
        } catch (CryptException | DataException | NonceException expected) {
            return Optional.empty();
        }
    }
}
