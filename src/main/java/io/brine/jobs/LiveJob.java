package io.brine.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The states of a job that is still waited for: one byte for each minion, by its place in the sorted list. Changes collect
 * until they are {@link #drain drained} to disk. Not thread-safe: {@link DeliveryBook} locks it.
 */
final class LiveJob {
    private static final DeliveryState[] STATES = DeliveryState.values();

    private final String jid;
    private long madeMillis;
    private final String[] minions;
    private final byte[] states;
    private final Map<DeliveryState, Map<String, BitSet>> changes = new EnumMap<>(DeliveryState.class);
    private int unsettled;

    /** Minions that came to the same state for the same reason. */
    record Change(DeliveryState state, String why, BitSet places) {}

    /** @param minions sorted; all begin as {@code QUEUED} */
    LiveJob(String jid, long madeMillis, Collection<String> minions) {
        this.jid = jid;
        this.madeMillis = madeMillis;
        this.minions = minions.toArray(String[]::new);
        this.states = new byte[this.minions.length];
        Arrays.fill(states, (byte) DeliveryState.QUEUED.ordinal());
        this.unsettled = states.length;
    }

    String jid() {
        return jid;
    }

    long madeMillis() {
        return madeMillis;
    }

    /** The clock that tells when it was made was set. */
    void shift(long millis) {
        madeMillis += millis;
    }

    /** Empty for a minion the job is not meant for. */
    Optional<DeliveryState> state(String minion) {
        int place = place(minion);
        return place < 0 ? Optional.empty() : Optional.of(STATES[states[place]]);
    }

    private int place(String minion) {
        return Arrays.binarySearch(minions, minion);
    }

    /** @return whether that changed anything */
    boolean on(DeliverySign sign, String minion, String why) {
        int place = place(minion);
        if (place < 0) {
            return false;
        }
        Optional<DeliveryState> next = STATES[states[place]].after(sign);
        next.ifPresent(state -> change(place, state, why));
        return next.isPresent();
    }

    /** At the publish. */
    void absent(String minion, String why) {
        int place = place(minion);
        if (place >= 0) {
            change(place, DeliveryState.NOT_CONNECTED, why);
        }
    }

    /** As read from disk: nothing is collected. */
    void restore(int place, DeliveryState state) {
        count(STATES[states[place]], state);
        states[place] = (byte) state.ordinal();
    }

    private void change(int place, DeliveryState state, String why) {
        count(STATES[states[place]], state);
        states[place] = (byte) state.ordinal();
        if (state != DeliveryState.RETURNED) {
            collected(state, why).set(place);
        }
    }

    private BitSet collected(DeliveryState state, String why) {
        return changes.computeIfAbsent(state, first -> new HashMap<>())
                .computeIfAbsent(why, first -> new BitSet(minions.length));
    }

    private void count(DeliveryState from, DeliveryState to) {
        unsettled += (to.isSettled() ? 0 : 1) - (from.isSettled() ? 0 : 1);
    }

    /** Minions that may still return. */
    int unsettled() {
        return unsettled;
    }

    boolean hasChanges() {
        return !changes.isEmpty();
    }

    /** Takes what changed since the last time; returns are not among it, as they are kept as returns. */
    List<Change> drain() {
        List<Change> drained = new ArrayList<>();
        changes.forEach(
                (state, reasons) -> reasons.forEach((why, places) -> drained.add(new Change(state, why, places))));
        changes.clear();
        return drained;
    }

    /** They could not be written: the next drain takes them along. */
    void putBack(List<Change> unwritten) {
        unwritten.forEach(change -> collected(change.state(), change.why()).or(change.places()));
    }

    List<String> names(BitSet places) {
        return places.stream().mapToObj(place -> minions[place]).toList();
    }

    /** Those in this state. */
    List<String> in(DeliveryState state) {
        List<String> names = new ArrayList<>();
        for (int place = 0; place < minions.length; place++) {
            if (STATES[states[place]] == state) {
                names.add(minions[place]);
            }
        }
        return names;
    }

    List<String> minions() {
        return List.of(minions);
    }
}
