package io.brine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.channel.SignInResult;
import io.brine.crypt.RsaKeyPair;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.keys.Dropfile;
import io.brine.keys.KeyOffice;
import io.brine.keys.KeyState;
import io.brine.keys.MinionKeys;
import io.brine.master.TestMinion;
import io.brine.vectors.RecordedKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code _auth}: what a stranger may write, and what it may not make of it. */
class KeyDoorIT {
    private static final RsaKeyPair STRANGER = RecordedKeys.pair("db1-second");

    /** No path, no pattern, no option, no list, no line, nothing that looks like a separator. */
    static final List<String> BAD_IDS = List.of(
            "",
            ".",
            "..",
            "../x",
            "../../minions/m1",
            "a/b",
            "/etc/passwd",
            "a\\b",
            "..\\x",
            "\u2215etc",
            "a\uff0fb",
            "a\u2044b",
            "a\uff3cb",
            " a",
            "a ",
            "\ta",
            "a\nb",
            "a\r",
            "a\u0000b",
            "*",
            "[ab]",
            "m?",
            "-x",
            "--all",
            "a,b",
            "a;b",
            "a|b",
            "$(id)",
            "`id`",
            "a\u202eb",
            "a\u2028b",
            "x".repeat(300),
            "m1\u0007");

    @TempDir
    private static Path root;

    private static AttackedMaster master;

    @BeforeAll
    static void start() {
        master = new AttackedMaster(root.resolve("M"));
    }

    @AfterAll
    static void stop() {
        master.close();
    }

    @BeforeEach
    void listen() {
        master.listen();
    }

    private static Object auth(Object id, Object pub) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_auth");
        load.put("id", id);
        load.put("pub", pub);
        load.put("nonce", "0123456789abcdef0123456789abcdef");
        load.put("enc_algo", "OAEP-SHA1");
        load.put("sig_algo", "PKCS1v15-SHA1");
        return answerTo(load);
    }

    private static Object answerTo(Map<String, Object> load) {
        Object answer = master.sendClear(load);
        if (!(answer instanceof Map<?, ?> map) || !map.containsKey("load")) {
            return answer;
        }
        Object signed = map.get("load");
        if (!(signed instanceof byte[] bytes)) {
            return signed;
        }
        Map<String, Object> told = new LinkedHashMap<>(Trees.fields(MsgPack.unpackWire(bytes)));
        assertThat(told.remove("nonce")).isEqualTo("0123456789abcdef0123456789abcdef");
        return told;
    }

    @Test
    @DisplayName("Salt 0.15.1, CVE-2017-12791, CVE-2017-14695, CVE-2017-14696: an id is a plain name or nothing")
    void noIdWritesAFileThatIsNotAKeysOrMeansMoreThanItself() {
        var before = master.tree();
        for (String id : BAD_IDS) {
            Object answer = auth(id, STRANGER.publicPem());

            assertThat(answer).as("id <%s>", id).isIn(Map.of("ret", false), "bad load: id contains a null byte");
        }
        master.hasOnly(before);
        assertThat(master.told())
                .hasSize(BAD_IDS.size())
                .allMatch(line -> line.matches("(?s)auth .* invalid|refused ID_WITH_NUL.*"));
        master.stillAnswers();
    }

    @Test
    void anIdThatIsNoTextIsToldSo() {
        for (Object id : new Object[] {1L, List.of("m1"), true, null, Map.of("m1", 1L), new byte[] {(byte) 0xff, 1}}) {
            assertThat(auth(id, STRANGER.publicPem()))
                    .asString()
                    .startsWith("bad load: id ")
                    .endsWith(" is not a string");
        }
        master.stillAnswers();
    }

    @Test
    @DisplayName("CVE-2017-14695: the same ids in every command of minions, inside and outside")
    void noCommandTakesSuchAnId() {
        var before = master.tree();
        for (String cmd : master.commands()) {
            for (String id : BAD_IDS) {
                Forgery forged = new Forgery(master.m1, Map.of("cmd", cmd)).inner("id", id);
                assertThat(master.send(forged)).isIn("bad load", "bad load: id contains a null byte");
                assertThat(master.send(new Forgery(master.m1, Map.of("cmd", cmd)).outer("id", id)))
                        .isEqualTo("bad load");
            }
        }
        master.hasOnly(before);
        master.stillAnswers();
    }

    private static String pem(byte[] der) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
    }

    private static String rsa(BigInteger modulus, long exponent) throws GeneralSecurityException {
        return pem(KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(exponent)))
                .getEncoded());
    }

    private static List<String> badKeys() throws GeneralSecurityException {
        BigInteger large = BigInteger.ONE.shiftLeft(2047).setBit(0);
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        List<String> keys = new ArrayList<>(List.of(
                "",
                "garbage",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                pem(curve.generateKeyPair().getPublic().getEncoded()),
                rsa(BigInteger.ONE.shiftLeft(511).setBit(0), 65537),
                rsa(BigInteger.ONE.shiftLeft(1023).setBit(0), 65537),
                rsa(large.clearBit(0), 65537),
                rsa(large, 4)));
        keys.add(STRANGER.publicPem() + "x".repeat(100_000));
        keys.add(STRANGER.privatePem());
        return keys;
    }

    @Test
    @DisplayName("CVE-2013-2228: weak keys and what is no key are never accepted, not even with auto_accept")
    void weakKeysAreRefused() throws Exception {
        var before = master.tree();
        int number = 0;
        for (String key : badKeys()) {
            assertThat(auth("weak" + number++, key)).as(key).isEqualTo(Map.of("ret", false));
        }
        for (Object noText : new Object[] {1L, List.of(), null, Map.of()}) {
            assertThat(auth("weak", noText)).isEqualTo(Map.of("ret", false));
        }
        master.hasOnly(before);
        assertThat(master.told()).allMatch(line -> line.endsWith("weak key"));
    }

    @Test
    @DisplayName("CVE-2013-2228: the keys made here have 2048 bits and the exponent 65537")
    void ourOwnKeysAreStrong() {
        assertThat(RsaKeyPair.generate(2048).publicKey().isStrong()).isTrue();
    }

    @Test
    void aForeignKeyForAnAcceptedIdIsDeniedOnceAndTheAcceptedOneStays() throws Exception {
        String accepted = Files.readString(master.site.root.resolve("pki/minions/m1"));
        for (int i = 0; i < 3; i++) {
            assertThat(auth("m1", STRANGER.publicPem())).isEqualTo(Map.of("ret", false));
        }
        assertThat(Files.readString(master.site.root.resolve("pki/minions/m1"))).isEqualTo(accepted);
        assertThat(master.told()).contains("auth m1 denied");
        assertThat(master.site.root.resolve("pki/minions_denied").toFile().list())
                .containsExactly("m1");
    }

    @Test
    void unknownAlgorithmsAreNamedAndNothingIsLoadedByTheirName() {
        for (String word : List.of("java.lang.Runtime", "OAEP-MD5", "none", "", "PKCS1v15-SHA1", "..")) {
            Map<String, Object> load = new LinkedHashMap<>(Map.of(
                    "cmd",
                    "_auth",
                    "id",
                    "m1",
                    "pub",
                    AttackedMaster.KEY_1.publicPem(),
                    "nonce",
                    "n",
                    "enc_algo",
                    word));
            load.put("sig_algo", "PKCS1v15-SHA1");
            assertThat(Trees.fields(master.sendClear(load)).get("load")).isEqualTo(Map.of("ret", "bad enc algo"));
            load.put("enc_algo", "OAEP-SHA1");
            load.put("sig_algo", word.startsWith("PKCS") ? "OAEP-SHA1" : word);
            assertThat(Trees.fields(master.sendClear(load)).get("load")).isEqualTo(Map.of("ret", "bad sig algo"));
        }
    }

    @Test
    void aNonceOfAMegabyteOrNoTextIsRefused() {
        for (Object nonce : new Object[] {"n".repeat(1_000_000), 1L, List.of(), Map.of()}) {
            Map<String, Object> load = new LinkedHashMap<>(Map.of("cmd", "_auth", "id", "m1", "pub", "x"));
            load.put("nonce", nonce);
            assertThat(master.sendClear(load)).isEqualTo("bad load");
        }
        assertThat(master.told()).hasSize(4).allMatch(line -> line.equals("refused BAD_NONCE m1"));
    }

    @Test
    @DisplayName("CVE-2016-9639: a deleted key ends the session, the shared key and the cache of its minion")
    void aDeletedMinionIsOutAtOnceAndTheSharedKeyChanges() throws IOException {
        TestMinion gone = new TestMinion("gone", master.site, STRANGER);
        assertThat(gone.signIn()).isInstanceOf(SignInResult.Accepted.class);
        gone.ask(Map.of("cmd", "_mine", "data", Map.of("f", 1L)));
        String shared = gone.session().shared().keyString();
        byte[] later = new Forgery(gone, Map.of("cmd", "_mine_get", "tgt", "*", "fun", "f")).bytes();

        new KeyOffice(new MinionKeys(master.site.config.paths().pkiDir(), Clock.systemUTC()))
                .delete(Map.of(KeyState.ACCEPTED, List.of("gone")));
        new Dropfile(master.site.config.paths().cachedir()).request(master.site.config.id());

        assertThat(master.send(later)).isEqualTo("bad load");
        assertThat(master.told()).contains("refused UNKNOWN_MINION gone");
        await().atMost(AttackedMaster.SOON)
                .until(() -> master.told().stream().anyMatch(line -> line.startsWith("rotated")));
        master.m1.signIn();
        assertThat(master.m1.session().shared().keyString()).isNotEqualTo(shared);
        gone.close();
    }

    @Test
    @DisplayName("CVE-2016-9639: revoke_auth takes the minion's own key and no other")
    void aMinionRevokesOnlyItself() {
        TestMinion leaving = new TestMinion("leaving", master.site, STRANGER);
        leaving.signIn();
        Map<String, Object> load = Map.of("cmd", "revoke_auth", "match", "*", "tgt", "*");

        assertThat(leaving.ask(load)).isEqualTo(true);

        assertThat(master.site.root.resolve("pki/minions/leaving")).doesNotExist();
        assertThat(master.site.root.resolve("pki/minions/m1")).exists();
        assertThat(master.log.warnings()).anyMatch(line -> line.equals("minion leaving has its own key deleted"));
        assertThat(master.send(new Forgery(leaving, Map.of("cmd", "_file_envs"))))
                .isEqualTo("bad load");
        leaving.close();
    }

    @Test
    @DisplayName("CVE-2020-17490: private keys and all that is secret is the owner's alone")
    void secretsOnDiskAreTheOwners() throws IOException {
        try (var files = Files.walk(master.site.root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.toString();
                boolean secret = name.endsWith(".pem")
                        || name.contains("/sessions/")
                        || name.endsWith("_key")
                        || name.endsWith("jobs.db")
                        || name.endsWith(".p");
                if (secret && !name.endsWith("pki/master.pem")) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(name)
                            .endsWith("------");
                }
            }
        }
        for (String directory : List.of("pki", "pki/minions", "cache/tokens", "cache/sessions")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(master.site.root.resolve(directory))))
                    .as(directory)
                    .endsWith("------");
        }
    }
}
