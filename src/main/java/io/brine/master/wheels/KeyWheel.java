package io.brine.master.wheels;

import io.brine.crypt.Fingerprint;
import io.brine.crypt.HashType;
import io.brine.crypt.RsaKeyPair;
import io.brine.data.Trees;
import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.keys.KeyChange;
import io.brine.keys.KeyState;
import io.brine.keys.MinionKeys;
import io.brine.master.KeyAftermath;
import io.brine.master.runners.RunnerContext;
import io.brine.store.AtomicFile;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** {@code key.*}: minions' keys. Source: 3006.0 wheel/key.py, key.py. */
final class KeyWheel implements FunctionModule {
    private static final int MOST_BITS = 8192;

    private final RunnerContext context;
    private final MinionKeys keys;
    private final KeyAftermath aftermath;

    KeyWheel(RunnerContext context) {
        this.context = context;
        this.keys = context.keys();
        this.aftermath = new KeyAftermath(context.config(), context.events(), context.cache());
    }

    @Override
    public String name() {
        return "key";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "list",
                Parameters.of("match"),
                "Ids in one state: acc, pre, rej, den or all.",
                (call, arguments) -> list(arguments.text("match")));
        functions.add(
                "list_all",
                Parameters.of(),
                "Ids in all states, and the master's own keys.",
                (call, arguments) -> listAll());
        functions.add(
                "name_match",
                Parameters.of("match"),
                "States with the ids that match.",
                (call, arguments) -> MinionKeys.byDirectory(keys.matching(arguments.text("match"))));
        registerDecisions(functions);
        functions.add(
                "print",
                Parameters.of("match"),
                "The text of keys.",
                (call, arguments) -> each(
                        keys.matching(arguments.text("match")),
                        (state, id) -> keys.text(state, id).orElse("")));
        functions.alias("key_str", "print");
        functions.add(
                "master_key_str",
                Parameters.of(),
                "The master's public key.",
                (call, arguments) -> Map.of("local", Map.of("master.pub", masterPublicKey())));
        functions.add(
                "finger",
                Parameters.of("match", "hash_type=None"),
                "Fingerprints of keys.",
                (call, arguments) -> each(
                        keys.matching(arguments.text("match")),
                        (state, id) -> fingerprint(keys.text(state, id).orElse(""), arguments)));
        functions.add(
                "finger_master",
                Parameters.of("hash_type=None"),
                "The master's fingerprint.",
                (call, arguments) -> Map.of("local", Map.of("master.pub", fingerprint(masterPublicKey(), arguments))));
        functions.add(
                "gen",
                Parameters.of("id_=None", "keysize=2048"),
                "A new key pair, kept nowhere.",
                (call, arguments) -> generate(arguments));
        functions.add(
                "gen_accept",
                Parameters.of("id_", "keysize=2048", "force=False"),
                "A new key pair whose public half is accepted.",
                (call, arguments) -> generateAccepted(arguments));
    }

    private void registerDecisions(Registrar functions) {
        for (boolean byDict : List.of(false, true)) {
            String suffix = byDict ? "_dict" : "";
            functions.add(
                    "accept" + suffix,
                    Parameters.of("match", "include_rejected=False", "include_denied=False"),
                    "Accept keys.",
                    (call, arguments) -> accept(asked(arguments, byDict), arguments));
            functions.add(
                    "reject" + suffix,
                    Parameters.of("match", "include_accepted=False", "include_denied=False"),
                    "Reject keys.",
                    (call, arguments) -> reject(asked(arguments, byDict), arguments));
            functions.add(
                    "delete" + suffix,
                    Parameters.of("match"),
                    "Delete keys.",
                    (call, arguments) -> delete(asked(arguments, byDict)));
        }
    }

    private Map<KeyState, List<String>> asked(Arguments arguments, boolean byDict) {
        if (!byDict) {
            return keys.matching(arguments.text("match"));
        }
        Map<KeyState, List<String>> asked = new EnumMap<>(KeyState.class);
        Trees.fields(arguments.value("match"))
                .forEach((directory, ids) -> KeyState.ofDirectory(directory)
                        .ifPresent(state -> asked.put(
                                state,
                                ids instanceof List<?> list
                                        ? list.stream().map(Trees::text).toList()
                                        : List.of(Trees.text(ids)))));
        return keys.whereabouts(asked);
    }

    private Map<String, Object> list(String word) {
        if (word.equals("all")) {
            return listAll();
        }
        Map<String, Object> listed = new LinkedHashMap<>();
        KeyState.ofListWord(word).ifPresent(state -> listed.put(state.directory(), keys.ids(state)));
        return listed;
    }

    private Map<String, Object> listAll() {
        Map<String, Object> listed = new LinkedHashMap<>();
        listed.put("local", List.of("master.pem", "master.pub"));
        for (KeyState state : List.of(KeyState.REJECTED, KeyState.DENIED, KeyState.PENDING, KeyState.ACCEPTED)) {
            listed.put(state.directory(), keys.ids(state));
        }
        return listed;
    }

    private Map<String, Object> accept(Map<KeyState, List<String>> asked, Arguments arguments) {
        List<KeyChange> changes = context.office()
                .accept(asked, isTrue(arguments, "include_rejected"), isTrue(arguments, "include_denied"))
                .changes();
        aftermath.fire(changes);
        return changes.isEmpty()
                ? Map.of()
                : Map.of(
                        KeyState.ACCEPTED.directory(),
                        changes.stream().map(KeyChange::id).toList());
    }

    private Map<String, Object> reject(Map<KeyState, List<String>> asked, Arguments arguments) {
        List<KeyChange> changes = context.office()
                .reject(asked, isTrue(arguments, "include_accepted"), isTrue(arguments, "include_denied"));
        aftermath.fire(changes);
        aftermath.rotate(changes);
        return changes.isEmpty()
                ? Map.of()
                : Map.of(
                        KeyState.REJECTED.directory(),
                        changes.stream().map(KeyChange::id).toList());
    }

    private Map<String, Object> delete(Map<KeyState, List<String>> asked) {
        List<KeyChange> changes = context.office().delete(asked);
        aftermath.fire(changes);
        aftermath.rotate(changes);
        aftermath.drop(changes);
        return Map.of();
    }

    private static Map<String, Object> each(
            Map<KeyState, List<String>> asked, BiFunction<KeyState, MinionId, String> value) {
        Map<String, Object> shown = new LinkedHashMap<>();
        asked.forEach((state, ids) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            ids.forEach(id -> values.put(id, value.apply(state, new MinionId(id))));
            shown.put(state.directory(), values);
        });
        return shown;
    }

    private String masterPublicKey() {
        Path file = context.config().paths().pkiDir().resolve("master.pub");
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new CommandExecutionException("cannot read " + file);
        }
    }

    private String fingerprint(String pem, Arguments arguments) {
        Object type = arguments.value("hash_type");
        String name = type == null ? context.config().files().hashType() : String.valueOf(type);
        return Fingerprint.of(pem, HashType.named(name).orElse(HashType.SHA256));
    }

    private static Map<String, Object> generate(Arguments arguments) {
        int bits = arguments.value("keysize") instanceof Number number ? number.intValue() : 2048;
        if (bits > MOST_BITS) {
            throw new CommandExecutionException("a key of " + bits + " bits would take too long to make");
        }
        RsaKeyPair pair = RsaKeyPair.generate(bits);
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("priv", pair.privatePem());
        keys.put("pub", pair.publicPem());
        return keys;
    }

    private Map<String, Object> generateAccepted(Arguments arguments) {
        MinionId id = MinionId.of(arguments.value("id_"))
                .filter(MinionId::isPlain)
                .orElseThrow(() -> new CommandExecutionException("not a minion id: " + arguments.value("id_")));
        Path file = context.config()
                .paths()
                .pkiDir()
                .resolve(KeyState.ACCEPTED.directory())
                .resolve(id.value());
        if (Files.exists(file) && !isTrue(arguments, "force")) {
            return Map.of();
        }
        Map<String, Object> pair = generate(arguments);
        try {
            AtomicFile.write(file, String.valueOf(pair.get("pub")), 0644);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + file, refused);
        }
        return pair;
    }

    private static boolean isTrue(Arguments arguments, String name) {
        return Boolean.TRUE.equals(arguments.value(name));
    }
}
