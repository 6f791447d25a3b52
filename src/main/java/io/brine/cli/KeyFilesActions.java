package io.brine.cli;

import io.brine.config.MasterConfig;
import io.brine.crypt.Fingerprint;
import io.brine.crypt.HashType;
import io.brine.events.EventClient;
import io.brine.events.EventSockets;
import io.brine.events.EventsException;
import io.brine.keys.Dropfile;
import io.brine.keys.KeyChange;
import io.brine.keys.KeyOffice;
import io.brine.keys.KeyState;
import io.brine.keys.MinionKeys;
import io.brine.target.Fnmatch;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Keys as files in pki_dir, the way {@code salt-key} works beside a master: each change is told on the event bus if a
 * master listens, and after a deletion or rejection cached data is dropped and a new AES key asked for.
 * Source: 3006.0 salt/key.py Key.
 */
final class KeyFilesActions implements KeyActions {
    private final MasterConfig config;
    private final MinionKeys keys;
    private final KeyOffice office;
    private final boolean rotates;
    private final boolean preserves;

    /** @param rotates whether a deleted or rejected key asks for a new AES key */
    KeyFilesActions(MasterConfig config, boolean rotates, boolean preserves) {
        this.config = config;
        this.keys = new MinionKeys(config.paths().pkiDir(), Clock.systemUTC());
        this.office = new KeyOffice(keys);
        this.rotates = rotates;
        this.preserves = preserves;
    }

    @Override
    public Map<String, Object> list(String word) {
        Map<String, Object> list = new LinkedHashMap<>();
        Optional<KeyState> one = KeyState.ofListWord(word);
        for (KeyState state : KeyState.values()) {
            if (one.isEmpty() || one.get() == state) {
                list.put(state.directory(), keys.ids(state));
            }
        }
        return list;
    }

    @Override
    public Map<String, List<String>> matching(String glob) {
        Map<String, List<String>> matching = new LinkedHashMap<>();
        keys.matching(glob).forEach((state, ids) -> matching.put(state.directory(), ids));
        return matching;
    }

    @Override
    public Map<String, Object> fingers(String glob) {
        HashType hash =
                HashType.named(String.valueOf(config.raw().get("hash_type"))).orElse(HashType.SHA256);
        Map<String, Object> fingers = each(glob, (state, id) -> Fingerprint.of(text(state, id), hash));
        Map<String, Object> own = new TreeMap<>();
        ownKeys(glob).forEach(file -> own.put(file.getFileName().toString(), Fingerprint.of(read(file), hash)));
        if (!own.isEmpty()) {
            fingers.put("local", own);
        }
        return fingers;
    }

    @Override
    public Map<String, Object> texts(String glob) {
        return each(glob, this::text);
    }

    private Map<String, Object> each(String glob, BiFunction<KeyState, String, String> shown) {
        Map<String, Object> all = new LinkedHashMap<>();
        keys.matching(glob).forEach((state, ids) -> {
            Map<String, Object> byId = new LinkedHashMap<>();
            ids.forEach(id -> byId.put(id, shown.apply(state, id)));
            all.put(state.directory(), byId);
        });
        return all;
    }

    private String text(KeyState state, String id) {
        return MinionId.of(id).flatMap(valid -> keys.text(state, valid)).orElse("");
    }

    /** The master's own key files that the glob matches. */
    private List<Path> ownKeys(String glob) {
        if (!glob.equals("*") && !glob.contains("master")) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(config.paths().pkiDir())) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".pem") || file.toString().endsWith(".pub"))
                    .filter(file -> Fnmatch.matches(glob, file.getFileName().toString()))
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public Done act(String command, Map<String, List<String>> matches, boolean includeOther, boolean includeDenied) {
        Map<KeyState, List<String>> byState = new EnumMap<>(KeyState.class);
        matches.forEach(
                (directory, ids) -> KeyState.ofDirectory(directory).ifPresent(state -> byState.put(state, ids)));
        List<String> invalid = new ArrayList<>();
        List<KeyChange> changes = new ArrayList<>();
        switch (command) {
            case "accept" -> {
                KeyOffice.Accepted accepted = office.accept(byState, includeOther, includeDenied);
                changes.addAll(accepted.changes());
                invalid.addAll(accepted.invalid());
            }
            case "reject" -> changes.addAll(office.reject(byState, includeOther, includeDenied));
            default -> changes.addAll(office.delete(byState));
        }
        tell(changes);
        if (!command.equals("accept") && !changes.isEmpty()) {
            List<String> kept = preserves ? matches.getOrDefault("minions", List.of()) : List.of();
            new CachedMinions(config).dropUnknown(keys, kept);
            // where there is no cache no master has run yet, so there is no AES key to change
            if (rotates && Files.isDirectory(config.paths().cachedir())) {
                new Dropfile(config.paths().cachedir()).request(config.id());
            }
        }
        List<String> ids = new ArrayList<>();
        byState.values().forEach(ids::addAll);
        ids.removeAll(invalid);
        return new Done(ids, invalid);
    }

    private void tell(List<KeyChange> changes) {
        try {
            for (KeyChange change : changes) {
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("result", true);
                data.put("act", change.act());
                data.put("id", change.id());
                EventClient.sink(EventSockets.master(config.paths().sockDir())).fire("salt/key", data);
            }
        } catch (EventsException noMaster) {
            // keys may be changed while no master runs; there is nobody to tell then
        }
    }
}
