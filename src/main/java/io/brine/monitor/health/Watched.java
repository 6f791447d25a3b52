package io.brine.monitor.health;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One minion under watch: its state, where it stands, how fast it answers. Guarded by {@link HealthEngine}. */
final class Watched {
    private static final int MOST_PINGS = 60;
    private static final int MOST_CHANGES = 50;

    private final String id;
    /** Its own place in the round of probes, so that thousands are not asked at once. */
    private final long offset;

    private final Deque<Ping> pings = new ArrayDeque<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    private String site;
    private MinionClass kind = MinionClass.STEADY;
    private HealthState state;
    private boolean linked;
    private long askedAt;
    private boolean asking;
    private long keyRefusedAt;
    private long requestRefusedAt;
    private long diagnosedAt;
    private boolean diagnosing;
    /** From around it, in this trouble; null before that. */
    private HostLook.Seen seen;

    private boolean doubted;
    private long lostAt;
    private final Return itsReturn = new Return();

    /** What it has shown since it came back, beside its answers. @see Probation */
    static final class Return {
        /** Whether it has not been UP since. */
        boolean isOnProbation;

        boolean pulled;
        long pullAskedAt;
        /** What its last file pull was wrong with; empty if nothing was. */
        String pullTrouble = "";

        boolean uptimeAsked;
        /** Whether its host was started anew; empty while nobody knows. */
        String uptime = "";

        void begin() {
            isOnProbation = true;
            pulled = false;
            pullAskedAt = 0;
            uptimeAsked = false;
            uptime = "";
        }
    }

    /** One probe. @param at when it was answered @param millis how long that took */
    record Ping(long at, long millis) {}

    /** One change of the word that is shown. */
    record Change(long at, HealthWord from, HealthWord to, String reason) {}

    Watched(String id, String site, HealthState state, long offset) {
        this.id = id;
        this.site = site;
        this.state = state;
        this.offset = offset;
    }

    String id() {
        return id;
    }

    String site() {
        return site;
    }

    void stands(String place) {
        site = place;
    }

    MinionClass kind() {
        return kind;
    }

    void is(MinionClass other) {
        kind = other;
    }

    /** Whether its going is no fault. */
    boolean mayGo() {
        return kind.mayGo();
    }

    long offset() {
        return offset;
    }

    HealthState state() {
        return state;
    }

    void is(HealthState next) {
        state = next;
    }

    boolean isLinked() {
        return linked;
    }

    void linked(boolean stands) {
        linked = stands;
    }

    /** Whether a probe is on its way. */
    boolean isAsking() {
        return asking;
    }

    long askedAt() {
        return askedAt;
    }

    void asked(long now) {
        asking = true;
        askedAt = now;
    }

    void askedNoMore() {
        asking = false;
    }

    void answered(long now, long millis) {
        asking = false;
        if (pings.size() == MOST_PINGS) {
            pings.removeFirst();
        }
        pings.addLast(new Ping(now, millis));
    }

    List<Ping> pings() {
        return new ArrayList<>(pings);
    }

    /** Of the last five answers; -1 before there was one. */
    long usualMillis() {
        List<Long> last = pings.stream()
                .skip(Math.max(0, pings.size() - 5))
                .map(Ping::millis)
                .sorted()
                .toList();
        return last.isEmpty() ? -1 : last.get(last.size() / 2);
    }

    void changed(Change change) {
        if (changes.size() == MOST_CHANGES) {
            changes.removeFirst();
        }
        changes.addLast(change);
    }

    List<Change> changes() {
        return new ArrayList<>(changes);
    }

    void keyRefused(long now) {
        keyRefusedAt = now;
    }

    void requestRefused(long now) {
        requestRefusedAt = now;
    }

    boolean isKeyRefusedSince(long then) {
        return keyRefusedAt > then;
    }

    boolean asksSince(long then) {
        return requestRefusedAt > then;
    }

    /** Whether it is SUSPECT for nothing but a job that others have returned: no loss before a probe is unanswered. */
    boolean isDoubted() {
        return doubted;
    }

    void doubted(boolean only) {
        doubted = only;
    }

    /** When it was UP last. */
    long lostAt() {
        return lostAt;
    }

    void lost(long now) {
        lostAt = now;
    }

    Return itsReturn() {
        return itsReturn;
    }

    boolean isDiagnosing() {
        return diagnosing;
    }

    long diagnosedAt() {
        return diagnosedAt;
    }

    void diagnosing(long now) {
        diagnosing = true;
        diagnosedAt = now;
    }

    /** @return whether it is seen otherwise than before in this trouble; who was asked does not matter */
    boolean looked(HostLook.Seen now) {
        boolean isNew = seen == null
                || !seen.fromHere().equals(now.fromHere())
                || !seen.byNeighbours().equals(now.byNeighbours());
        seen = now;
        return isNew;
    }

    /** Its trouble is over. */
    void wellAgain() {
        itsReturn.isOnProbation = false;
        seen = null;
    }

    void diagnosed() {
        diagnosing = false;
    }
}
