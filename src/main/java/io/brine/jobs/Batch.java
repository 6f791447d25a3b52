package io.brine.jobs;

import io.brine.data.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A job for many minions of which only so many work at once, as a state machine: whoever owns it tells it the time and what
 * has happened, and does what {@link #tick} says. Each active minion has a time limit that only a sign of life extends, so a
 * batch always ends. No I/O; for one thread.
 *
 * <pre>
 *   WAITING ── sent ──► ACTIVE ── returned ──► DONE | FAILED
 *      ▲                  │ └──── silent ────► GIVEN_UP ── a late return ──► DONE | FAILED
 *      └── never sent ────┴────── absent ────► DOWN                            (DOWN also at the very start)
 * </pre>
 */
public final class Batch {
    /** What became of a minion. One that is still {@code WAITING} when the batch has ended was not asked. */
    public enum Fate {
        WAITING,
        ACTIVE,
        DONE,
        FAILED,
        GIVEN_UP,
        DOWN
    }

    private static final Fate[] FATES = Fate.values();

    private final BatchSettings settings;
    /** Sorted. */
    private final List<String> minions;

    private final Fate[] fates;
    private final Map<String, String> reasons = new TreeMap<>();
    private final Map<String, Active> active = new TreeMap<>();
    /** Those who were there at the start; percentages are of them. */
    private final int available;

    private final Set<String> canaries;
    /** When the places of those who finished lately may be given away. */
    private final List<Long> places = new ArrayList<>();

    private String stopped = "";
    private boolean held;

    /** @param giveUpAt 0 while nobody has asked how it fares */
    private record Active(String jid, long askAt, long giveUpAt) {}

    /** A job of the batch that is to be published now. */
    public record Step(String jid, List<String> minions) {}

    /**
     * What is to be done now.
     *
     * @param ask by the jid of their step: minions to be asked whether they still work
     * @param finished nothing more will be done, ever
     */
    public record Moves(Optional<Step> publish, Map<String, List<String>> ask, boolean finished) {}

    /** @param down those of the minions that are not connected, and why */
    public Batch(BatchSettings settings, Collection<String> minions, Map<String, String> down) {
        this.settings = settings;
        this.minions = List.copyOf(new TreeSet<>(minions));
        this.fates = new Fate[this.minions.size()];
        Arrays.fill(fates, Fate.WAITING);
        down.forEach((minion, reason) -> settle(minion, Fate.DOWN, reason));
        List<String> up = in(Fate.WAITING);
        this.available = up.size();
        int first =
                settings.canary().map(share -> Math.max(1, share.of(available))).orElse(0);
        this.canaries = new TreeSet<>(up.subList(0, Math.min(first, available)));
    }

    private Batch(BatchSettings settings, List<String> minions, Map<String, Object> state) {
        this.settings = settings;
        this.minions = minions;
        this.fates = new Fate[minions.size()];
        byte[] kept = Trees.bytes(state.get("fates"));
        for (int place = 0; place < fates.length; place++) {
            fates[place] = FATES[kept[place]];
        }
        this.available = ((Number) state.get("available")).intValue();
        this.canaries = new TreeSet<>();
        ((List<?>) state.get("canaries")).forEach(minion -> canaries.add(Trees.text(minion)));
        Trees.fields(state.get("reasons")).forEach((minion, reason) -> reasons.put(minion, Trees.text(reason)));
        Trees.fields(state.get("active"))
                .forEach((minion, jid) -> active.put(minion, new Active(Trees.text(jid), Long.MAX_VALUE, 0)));
        this.stopped = Trees.text(state.get("stopped"));
    }

    /** As {@link #state} gave it. Who was active then is waited for without end until {@link #resume}. */
    static Batch of(BatchSettings settings, List<String> minions, Map<String, Object> state) {
        return new Batch(settings, minions, state);
    }

    /** Small: a byte for each minion, and names only of those who are active or have failed. */
    Map<String, Object> state() {
        byte[] kept = new byte[fates.length];
        for (int place = 0; place < kept.length; place++) {
            kept[place] = (byte) fates[place].ordinal();
        }
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("fates", kept);
        state.put("available", available);
        state.put("canaries", List.copyOf(canaries));
        state.put("reasons", new TreeMap<>(reasons));
        state.put("active", activeJids());
        state.put("stopped", stopped);
        return state;
    }

    // --- what happens

    /** Time has passed. @param jids makes the jid of the next step */
    public Moves tick(long now, Supplier<String> jids) {
        Map<String, List<String>> ask = askOrGiveUp(now);
        Optional<Step> step = step(now, jids);
        boolean finished = active.isEmpty() && !(stopped.isEmpty() && has(Fate.WAITING));
        return new Moves(step, ask, finished);
    }

    private Map<String, List<String>> askOrGiveUp(long now) {
        Map<String, List<String>> ask = new LinkedHashMap<>();
        for (Map.Entry<String, Active> entry : List.copyOf(active.entrySet())) {
            Active one = entry.getValue();
            if (one.giveUpAt() == 0 && now >= one.askAt()) {
                active.put(entry.getKey(), new Active(one.jid(), one.askAt(), now + settings.gatherMillis()));
                ask.computeIfAbsent(one.jid(), first -> new ArrayList<>()).add(entry.getKey());
            } else if (one.giveUpAt() != 0 && now >= one.giveUpAt()) {
                givenUp(entry.getKey(), "no return, and it does not say that it still works", now);
            }
        }
        return ask;
    }

    private Optional<Step> step(long now, Supplier<String> jids) {
        places.removeIf(freeAt -> freeAt <= now);
        int room = Math.max(1, settings.size().of(available)) - active.size() - places.size();
        List<String> next = stopped.isEmpty() && !held && room > 0 ? next(room) : List.of();
        if (next.isEmpty()) {
            return Optional.empty();
        }
        String jid = jids.get();
        next.forEach(minion -> {
            fates[place(minion)] = Fate.ACTIVE;
            active.put(minion, new Active(jid, now + settings.timeoutMillis(), 0));
        });
        return Optional.of(new Step(jid, next));
    }

    private List<String> next(int room) {
        boolean everybody = canaries.stream().allMatch(minion -> fates[place(minion)] == Fate.DONE);
        return in(Fate.WAITING).stream()
                .filter(minion -> everybody || canaries.contains(minion))
                .limit(room)
                .toList();
    }

    /** A return, also one that comes after its minion was given up. @param failure empty text if it succeeded */
    public void returned(String minion, String failure, long now) {
        if (!is(minion, Fate.ACTIVE) && !is(minion, Fate.GIVEN_UP)) {
            return;
        }
        leave(minion, now);
        reasons.remove(minion);
        if (failure.isEmpty()) {
            fates[place(minion)] = Fate.DONE;
        } else {
            fail(minion, Fate.FAILED, failure);
        }
    }

    /** It says that it still works. */
    public void found(String minion, long now) {
        active.computeIfPresent(minion, (id, one) -> new Active(one.jid(), now + settings.timeoutMillis(), 0));
    }

    /** Nothing more is waited for from this active minion. */
    public void givenUp(String minion, String reason, long now) {
        if (is(minion, Fate.ACTIVE)) {
            leave(minion, now);
            fail(minion, Fate.GIVEN_UP, reason);
        }
    }

    /** It was not connected when its step was published. */
    public void absent(String minion, String reason) {
        if (is(minion, Fate.ACTIVE)) {
            active.remove(minion);
            settle(minion, Fate.DOWN, reason);
            stopForCanary(minion);
        }
    }

    /** Nobody new is started. @param reason for people */
    public void stop(String reason) {
        if (stopped.isEmpty()) {
            stopped = reason;
        }
    }

    /** While it is held nobody new is started either. */
    public void hold(boolean now) {
        held = now;
    }

    /** After a restart, an active minion whose step never became a job: it waits again. */
    public void neverSent(String minion) {
        if (is(minion, Fate.ACTIVE)) {
            active.remove(minion);
            fates[place(minion)] = Fate.WAITING;
        }
    }

    /** After a restart, those still active are waited for again. @param askAt when they are asked first */
    public void resume(long askAt) {
        active.replaceAll((minion, one) -> new Active(one.jid(), askAt, 0));
    }

    private void leave(String minion, long now) {
        if (active.remove(minion) != null && settings.waitMillis() > 0) {
            places.add(now + settings.waitMillis());
        }
    }

    private void fail(String minion, Fate fate, String reason) {
        settle(minion, fate, reason);
        stopForCanary(minion);
        int failures = in(Fate.FAILED).size() + in(Fate.GIVEN_UP).size();
        if (settings.failhard()) {
            stop("failhard: " + minion + " failed");
        } else if (settings.maxFailures().isPresent()
                && failures >= Math.max(1, settings.maxFailures().get().of(available))) {
            stop(failures + " minions failed, batch_max_failures is "
                    + settings.maxFailures().get());
        }
    }

    private void stopForCanary(String minion) {
        if (canaries.contains(minion)) {
            stop("the canary " + minion + " failed");
        }
    }

    private void settle(String minion, Fate fate, String reason) {
        if (place(minion) >= 0) {
            fates[place(minion)] = fate;
            reasons.put(minion, reason);
        }
    }

    private int place(String minion) {
        return Collections.binarySearch(minions, minion);
    }

    private boolean is(String minion, Fate fate) {
        int place = place(minion);
        return place >= 0 && fates[place] == fate;
    }

    private boolean has(Fate fate) {
        return Arrays.asList(fates).contains(fate);
    }

    // --- how it stands

    /** Sorted. */
    public List<String> in(Fate fate) {
        List<String> names = new ArrayList<>();
        for (int place = 0; place < fates.length; place++) {
            if (fates[place] == fate) {
                names.add(minions.get(place));
            }
        }
        return names;
    }

    /** All it was made for, sorted. */
    public List<String> minions() {
        return minions;
    }

    /** Why a minion failed, was given up, or is down. */
    public Map<String, String> reasons(Fate fate) {
        Map<String, String> some = new TreeMap<>(reasons);
        some.keySet().removeIf(minion -> !is(minion, fate));
        return some;
    }

    /** The jid of its step, of each active minion. */
    public Map<String, String> activeJids() {
        Map<String, String> jids = new TreeMap<>();
        active.forEach((minion, one) -> jids.put(minion, one.jid()));
        return jids;
    }

    /** Why nobody new is started; empty text if that is not so. */
    public String stopped() {
        return stopped;
    }

    BatchSettings settings() {
        return settings;
    }
}
