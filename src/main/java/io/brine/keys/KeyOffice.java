package io.brine.keys;

import io.brine.wire.MinionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator does to keys ({@code salt-key}, {@code wheel.key}). Each method answers what it really changed, in
 * order; the caller fires {@code salt/key} for each change, and after a delete or reject that changed something asks for a
 * new AES key and drops cached data ({@link Dropfile}). Keys that somebody else moved meanwhile are passed over.
 * Source: 3006.0 salt/key.py Key.accept, reject, delete_key and the _all forms.
 */
public final class KeyOffice {
    private final MinionKeys keys;

    public KeyOffice(MinionKeys keys) {
        this.keys = keys;
    }

    /** What accepting changed, and whose keys are no RSA keys and therefore stay where they are. */
    public record Accepted(List<KeyChange> changes, List<String> invalid) {}

    /** Accepts the pending ones of these, on request also rejected and denied ones. @param matches from {@link MinionKeys#matching} */
    public Accepted accept(Map<KeyState, List<String>> matches, boolean includeRejected, boolean includeDenied) {
        List<String> invalid = new ArrayList<>();
        List<KeyChange> changes = new ArrayList<>();
        for (KeyState from : states(KeyState.PENDING, includeRejected, KeyState.REJECTED, includeDenied)) {
            for (MinionId id : ids(matches, from)) {
                if (keys.text(from, id).flatMap(MinionKeys::parse).isEmpty()) {
                    invalid.add(id.value());
                } else if (keys.move(from, KeyState.ACCEPTED, id)) {
                    changes.add(new KeyChange("accept", id.value()));
                }
            }
        }
        return new Accepted(List.copyOf(changes), List.copyOf(invalid));
    }

    /** Accepts every pending key. */
    public Accepted acceptAll() {
        return accept(Map.of(KeyState.PENDING, keys.ids(KeyState.PENDING)), false, false);
    }

    /** Rejects the pending ones of these, on request also accepted and denied ones. */
    public List<KeyChange> reject(Map<KeyState, List<String>> matches, boolean includeAccepted, boolean includeDenied) {
        List<KeyChange> changes = new ArrayList<>();
        for (KeyState from : states(KeyState.PENDING, includeAccepted, KeyState.ACCEPTED, includeDenied)) {
            for (MinionId id : ids(matches, from)) {
                if (keys.move(from, KeyState.REJECTED, id)) {
                    changes.add(new KeyChange("reject", id.value()));
                }
            }
        }
        return List.copyOf(changes);
    }

    public List<KeyChange> rejectAll() {
        return reject(Map.of(KeyState.PENDING, keys.ids(KeyState.PENDING)), false, false);
    }

    /** Removes these keys in whatever state they are named. */
    public List<KeyChange> delete(Map<KeyState, List<String>> matches) {
        List<KeyChange> changes = new ArrayList<>();
        matches.forEach((state, named) -> ids(matches, state).forEach(id -> {
            if (keys.remove(state, id)) {
                changes.add(new KeyChange("delete", id.value()));
            }
        }));
        return List.copyOf(changes);
    }

    public List<KeyChange> deleteAll() {
        return delete(keys.list());
    }

    public List<KeyChange> deleteDenied() {
        return delete(Map.of(KeyState.DENIED, keys.ids(KeyState.DENIED)));
    }

    private static List<KeyState> states(KeyState first, boolean second, KeyState secondState, boolean denied) {
        List<KeyState> states = new ArrayList<>(List.of(first));
        if (second) {
            states.add(secondState);
        }
        if (denied) {
            states.add(KeyState.DENIED);
        }
        return states;
    }

    private static List<MinionId> ids(Map<KeyState, List<String>> matches, KeyState state) {
        return matches.getOrDefault(state, List.of()).stream()
                .map(MinionId::of)
                .flatMap(Optional::stream)
                .toList();
    }
}
