package io.brine.minion;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each thing happened to a minion, by name, such as {@code publication_malformed}. */
public final class MinionCounters implements MinionListener {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** Name to count, in alphabetical order; what never happened is absent. */
    public Map<String, Long> snapshot() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((name, count) -> now.put(name, count.sum()));
        return Collections.unmodifiableMap(now);
    }

    public long count(String name) {
        return snapshot().getOrDefault(name, 0L);
    }

    private void add(String name) {
        counts.computeIfAbsent(name, absent -> new LongAdder()).increment();
    }

    @Override
    public void onSignedIn(String master) {
        add("signed_in");
    }

    @Override
    public void onKeyPending(String master) {
        add("key_pending");
    }

    @Override
    public void onKeyRefused(String master) {
        add("key_refused");
    }

    @Override
    public void onSignInFailed(String master, String reason) {
        add("sign_in_failed");
    }

    @Override
    public void onReady(String master) {
        add("ready");
    }

    @Override
    public void onConnectionLost(String master) {
        add("connection_lost");
    }

    @Override
    public void onPublicationOverflow(String master) {
        add("publication_overflow");
    }

    @Override
    public void onPublicationUnopenable(String master, String reason) {
        add("publication_unopenable");
    }

    @Override
    public void onPublicationMalformed(String master, String reason) {
        add("publication_malformed");
    }

    @Override
    public void onPublicationForOthers(String jid) {
        add("publication_for_others");
    }

    @Override
    public void onJidRepeated(String jid) {
        add("jid_repeated");
    }

    @Override
    public void onJobStarted(String jid, String fun) {
        add("job_started");
    }

    @Override
    public void onJobEnded(String jid) {
        add("job_ended");
    }

    @Override
    public void onReturnAcknowledged(String jid) {
        add("return_acknowledged");
    }

    @Override
    public void onReturnUnacknowledged(String jid, int attempt) {
        add("return_unacknowledged");
    }

    @Override
    public void onReturnDeclined(String jid) {
        add("return_declined");
    }

    @Override
    public void onReturnDropped(String jid) {
        add("return_dropped");
    }

    @Override
    public void onReturnUnreadable(String name) {
        add("return_unreadable");
    }

    @Override
    public void onReturnsNotStored() {
        add("returns_not_stored");
    }
}
