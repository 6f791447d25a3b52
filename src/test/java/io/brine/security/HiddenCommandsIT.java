package io.brine.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.channel.Envelope;
import io.brine.data.MsgPack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what is in the tables can be asked, only what was opened reaches the table of minions, and nothing stops a worker. */
class HiddenCommandsIT {
    private static final Set<String> CLEAR =
            Set.of("_auth", "ping", "publish", "mk_token", "get_token", "runner", "wheel");
    private static final Set<String> OF_MINIONS = Set.of(
            "_return",
            "_syndic_return",
            "_minion_event",
            "_pillar",
            "_master_opts",
            "_master_tops",
            "_ext_nodes",
            "_mine_get",
            "_mine",
            "_mine_delete",
            "_mine_flush",
            "_file_recv",
            "minion_pub",
            "pub_ret",
            "minion_runner",
            "revoke_auth",
            "_serve_file",
            "_file_find",
            "_file_hash",
            "_file_hash_and_stat",
            "_file_list",
            "_file_list_emptydirs",
            "_dir_list",
            "_symlink_list",
            "_file_envs");

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

    @Test
    void theTablesHoldTheCommandsOfTheProtocolAndNoOther() {
        assertThat(master.clearCommands()).isEqualTo(CLEAR);
        assertThat(master.commands()).isEqualTo(OF_MINIONS);
    }

    /** Every method of the master's classes, public or not, every command of the other table, and what Python would have. */
    private static Set<String> names(Set<String> otherTable, Set<String> thisTable) {
        Set<String> names = new TreeSet<>(otherTable);
        for (String room : List.of("master", "channel")) {
            addMethods(names, Path.of("target/classes/io/brine/" + room), "io.brine." + room + ".");
        }
        names.addAll(List.of("__init__", "__class__", "_prep_auth_info", "_send_pub", "_prep_pub", "run_func"));
        names.addAll(List.of("_handle_minion_event", "getClass", "toString", "hashCode", "verify_minion", "", " ping"));
        names.addAll(List.of("ping.x", "PING", "publish_batch", "_auth\0", "wheel.key.list_all", "a".repeat(100_000)));
        names.removeAll(thisTable);
        return names;
    }

    private static void addMethods(Set<String> names, Path directory, String prefix) {
        try (var files = Files.newDirectoryStream(directory, "*.class")) {
            for (Path file : files) {
                String name = prefix + file.getFileName().toString().replace(".class", "");
                if (!name.endsWith("package-info")) {
                    for (var method : Class.forName(name, false, HiddenCommandsIT.class.getClassLoader())
                            .getDeclaredMethods()) {
                        names.add(method.getName());
                    }
                }
            }
        } catch (IOException | ClassNotFoundException absent) {
            throw new AssertionError(absent);
        }
    }

    @Test
    @DisplayName("CVE-2020-11651: no method is reachable by its name")
    void noNameButThoseOfTheClearTableDoesAnything() {
        Set<String> names = names(OF_MINIONS, CLEAR);
        for (String name : names) {
            assertThat(master.sendClear(Map.of("cmd", name))).as(name).isEqualTo(Map.of());
        }

        assertThat(names).hasSizeGreaterThan(200);
        assertThat(master.told()).hasSize(names.size()).allMatch(line -> line.startsWith("unknown "));
        master.stillAnswers();
    }

    @Test
    @DisplayName("CVE-2020-11651: neither for an accepted minion")
    void noNameButThoseOfTheMinionsTableDoesAnything() {
        for (String name : names(CLEAR, OF_MINIONS)) {
            assertThat(master.send(new Forgery(master.m1, Map.of("cmd", name))))
                    .as(name)
                    .isEqualTo(Map.of());
        }
        assertThat(master.told()).allMatch(line -> line.startsWith("unknown "));
    }

    @Test
    void aCommandThatIsNoTextIsNone() {
        for (Object cmd :
                new Object[] {1L, null, List.of("ping"), Map.of("ping", 1L), true, new byte[] {(byte) 0xff}}) {
            Map<String, Object> load = new HashMap<>();
            load.put("cmd", cmd);
            assertThat(master.sendClear(load)).isEqualTo("Some exception handling minion payload");
            assertThat(master.send(new Forgery(master.m1, load))).isEqualTo("");
        }
        master.stillAnswers();
    }

    @Test
    @DisplayName("CVE-2016-1866 and its kin: enc is a closed set, nothing unopened reaches the commands of minions")
    void onlyWhatWasOpenedReachesTheCommandsOfMinions() {
        var before = master.tree();
        List<Object> words =
                new ArrayList<>(List.of("pub", "AES", "aes ", "Clear", "", "none", 1L, true, List.of("aes")));
        words.add(null);
        for (Object enc : words) {
            for (String cmd : OF_MINIONS) {
                Map<String, Object> load = new LinkedHashMap<>(Map.of(
                        "cmd", cmd, "id", "m1", "tok", master.m1.identity.token(), "tag", "x", "data", Map.of()));
                Map<String, Object> envelope = new LinkedHashMap<>();
                envelope.put("enc", enc);
                envelope.put("load", load);
                envelope.put("version", 3L);
                envelope.put("id", "m1");
                assertThat(master.send(envelope))
                        .as("%s in %s", cmd, enc)
                        .isIn("bad load", "Some exception handling minion payload");
            }
        }
        Map<String, Object> open = new LinkedHashMap<>(Map.of("enc", "aes", "version", 3L, "id", "m1"));
        open.put("load", Map.of("cmd", "_pillar", "id", "m1"));
        assertThat(master.send(open)).isEqualTo("bad load");

        master.hasOnly(before);
        assertThat(master.told()).allMatch(line -> line.matches("refused (UNKNOWN_ENC|NOT_A_PAYLOAD|NOT_OPENED) .*"));
        master.stillAnswers();
    }

    private static List<byte[]> malformed() {
        List<byte[]> frames = new ArrayList<>(List.of(new byte[0], new byte[1], new byte[] {(byte) 0xc1}));
        Random random = new Random(58);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[1 + random.nextInt(400)];
            random.nextBytes(bytes);
            frames.add(bytes);
        }
        for (Object tree :
                new Object[] {1L, "text", List.of(), true, null, 1.5, new byte[3], Map.of(), Map.of("enc", 1L)}) {
            frames.add(MsgPack.packWire(tree));
        }
        for (Object load : new Object[] {"text", List.of(1L), new byte[100], 1L, true, Map.of()}) {
            frames.add(MsgPack.packWire(Map.of("enc", "aes", "load", load, "version", 3L, "id", "m1")));
            frames.add(MsgPack.packWire(Map.of("enc", "clear", "load", load, "version", 3L)));
        }
        frames.add(declared(0xdd)); // array32
        frames.add(declared(0xdf)); // map32
        frames.add(declared(0xdb)); // str32
        frames.add(declared(0xc6)); // bin32
        frames.add(declared(0xc9)); // ext32
        byte[] deep = new byte[100_000];
        java.util.Arrays.fill(deep, (byte) 0x91);
        frames.add(deep);
        frames.add(wide(200_000));
        Forgery sealed = new Forgery(master.m1, Map.of("cmd", "_pillar"));
        byte[] good = sealed.bytes();
        for (int cut = 1; cut < good.length; cut += 37) {
            frames.add(java.util.Arrays.copyOf(good, cut));
        }
        return frames;
    }

    /** A length of 4 GiB and ten bytes. */
    private static byte[] declared(int type) {
        return ByteBuffer.allocate(15).put((byte) type).putInt(-1).array();
    }

    private static byte[] wide(int keys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0xdf).putInt(keys).array());
        for (int i = 0; i < keys; i++) {
            bytes.writeBytes(
                    new byte[] {(byte) 0xce, (byte) (i >> 24), (byte) (i >> 16), (byte) (i >> 8), (byte) i, 1});
        }
        return bytes.toByteArray();
    }

    @Test
    @DisplayName("CVE-2023-20897, CVE-2017-14696: bad packets are answered and cost no worker")
    void malformedFramesAreAnsweredEachAndTheWorkersStay() {
        List<byte[]> frames = malformed();
        long before = used();
        for (int round = 0; round < 5; round++) {
            for (byte[] frame : frames) {
                assertThat(master.send(frame))
                        .isIn(
                                "bad load",
                                Map.of("msg", "bad load"),
                                "payload and load must be a dict",
                                "Some exception handling minion payload");
            }
        }

        assertThat(frames.size() * 5).as("more than there are workers").isGreaterThan(320);
        assertThat(used() - before).isLessThan(200L << 20);
        master.stillAnswers();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    @DisplayName("CVE-2023-20897: what opens and makes no sense costs no worker either")
    void loadsOfTheWrongShapeAreAnsweredEach() {
        List<Object> shapes = List.of(
                1L,
                "text",
                List.of(List.of()),
                Map.of("a", 1L),
                true,
                new byte[] {1},
                1e300,
                Collections.nCopies(9, "x"));
        for (String cmd : OF_MINIONS) {
            for (Object shape : shapes) {
                if (cmd.equals("revoke_auth")) {
                    continue;
                }
                Map<String, Object> load = new LinkedHashMap<>();
                for (String field : List.of(
                        "path",
                        "loc",
                        "data",
                        "saltenv",
                        "tgt",
                        "fun",
                        "arg",
                        "grains",
                        "return",
                        "jid",
                        "events",
                        "tag",
                        "load",
                        "ret",
                        "prefix",
                        "kwarg",
                        "pretag",
                        "sig",
                        "gzip",
                        "tgt_type",
                        "pillar_override")) {
                    load.put(field, shape);
                }
                load.put("cmd", cmd);

                assertThat(master.send(new Forgery(master.m1, load)))
                        .as("%s with %s", cmd, shape)
                        .isNotEqualTo("bad load");
            }
        }
        master.stillAnswers();
    }

    @Test
    void anEnvelopeWithoutAMapInsideIsToldSo() {
        for (Object inner : new Object[] {"text", 1L, List.of(1L), true}) {
            Map<String, Object> envelope = new LinkedHashMap<>(Map.of("enc", "aes", "version", 3L, "id", "m1"));
            envelope.put("load", Envelope.seal(master.m1.session().requestKey(), inner));
            assertThat(master.send(envelope)).isEqualTo("payload and load must be a dict");
        }
    }
}
