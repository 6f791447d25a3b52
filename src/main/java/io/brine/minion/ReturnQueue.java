package io.brine.minion;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.minion.ReturnFiles.Found;
import io.brine.minion.ReturnFiles.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The returns no master has acknowledged yet, oldest first, in files that survive this process. Bounded: what is too much costs the
 * oldest. Where files cannot be written, returns wait in memory. Thread-safe.
 */
final class ReturnQueue {
    private static final Logger log = LoggerFactory.getLogger(ReturnQueue.class);
    private static final Pattern NAME = Pattern.compile("([0-9]{13})-[0-9]{9}-(.+)");
    private static final int LONGEST_JID_IN_NAME = 100;
    /** So much is kept in memory beside its file, so that the first attempt does not read what was just written. */
    private static final long MOST_HELD_BYTES = 8L * 1024 * 1024;

    /** @param bytes of packed loads */
    record Bounds(int count, long bytes) {
        static final Bounds STANDARD = new Bounds(10_000, 64L * 1024 * 1024);
    }

    private final ReturnFiles files;
    private final Bounds bounds;
    private final Clock clock;
    private final MinionListener listener;
    /** By name: that is by age. */
    private final TreeMap<String, WaitingReturn> waiting = new TreeMap<>();

    private long bytes;
    private long heldBytes;
    private long number;
    private boolean isDiskBroken;

    /** With what an earlier process left in these files. */
    ReturnQueue(ReturnFiles files, Bounds bounds, Clock clock, MinionListener listener) {
        this.files = files;
        this.bounds = bounds;
        this.clock = clock;
        this.listener = listener;
        try {
            files.list().forEach(this::found);
        } catch (IOException unreadable) {
            log.warn("Returns that an earlier process left cannot be read: {}", unreadable.toString());
        }
        if (!waiting.isEmpty()) {
            log.info("{} returns of earlier wait for their masters", waiting.size());
        }
        dropOldestBeyondBounds();
    }

    private void found(Found file) {
        Matcher name = NAME.matcher(file.place().name());
        if (name.matches()) {
            WaitingReturn left =
                    new WaitingReturn(file.place(), name.group(2), Long.parseLong(name.group(1)), file.bytes());
            left.isStored = true;
            left.isSynced = true;
            put(left);
        } else {
            setAside(file.place(), "its name is not one of ours");
        }
    }

    private void put(WaitingReturn one) {
        waiting.put(one.place().name(), one);
        bytes += one.bytes();
    }

    /**
     * Keeps a return until it is removed. It is taken already: whoever adds it makes the first attempt.
     *
     * @throws DataException for a return that cannot travel
     */
    WaitingReturn add(String master, Map<String, Object> load) {
        byte[] packed = MsgPack.packLocal(load);
        String jid = String.valueOf(load.get("jid"));
        WaitingReturn added;
        synchronized (this) {
            long now = clock.millis();
            added = new WaitingReturn(new Place(master, name(now, jid)), jid, now, packed.length);
            added.isTaken = true;
            added.packed = packed;
            heldBytes += packed.length;
            put(added);
        }
        store(added, packed);
        dropOldestBeyondBounds();
        return added;
    }

    private String name(long now, String jid) {
        String safe = jid.replaceAll("[^0-9A-Za-z._-]", "_");
        String shortened = safe.substring(0, Math.min(LONGEST_JID_IN_NAME, safe.length()));
        number++;
        return String.format("%013d-%09d-%s", now, number, shortened);
    }

    private void store(WaitingReturn one, byte[] packed) {
        try {
            files.write(one.place(), packed);
        } catch (IOException refused) {
            diskBroken(refused);
            return;
        }
        synchronized (this) {
            if (isDiskBroken) {
                log.info("Returns are kept on disk again");
            }
            isDiskBroken = false;
            one.isStored = true;
            if (heldBytes > MOST_HELD_BYTES) {
                letGo(one);
            }
            if (waiting.containsKey(one.place().name())) {
                return;
            }
        }
        removeFile(one);
    }

    /** Said when it begins, not for each return. */
    private synchronized void diskBroken(IOException refused) {
        if (!isDiskBroken) {
            log.error("Returns cannot be kept on disk and wait in memory only: {}", refused.toString());
            listener.onReturnsNotStored();
        }
        isDiskBroken = true;
    }

    private void letGo(WaitingReturn one) {
        if (one.packed != null) {
            heldBytes -= one.packed.length;
            one.packed = null;
        }
    }

    /** The newest always stays. */
    private void dropOldestBeyondBounds() {
        for (Optional<WaitingReturn> oldest = tooMuch(); oldest.isPresent(); oldest = tooMuch()) {
            String jid = oldest.get().jid();
            log.error(
                    "Too many returns wait for master {}; that of job {} is lost",
                    oldest.get().master(),
                    jid);
            listener.onReturnDropped(jid);
            remove(oldest.get());
        }
    }

    private synchronized Optional<WaitingReturn> tooMuch() {
        boolean isTooMuch = waiting.size() > bounds.count() || bytes > bounds.bytes();
        return isTooMuch && waiting.size() > 1
                ? Optional.of(waiting.firstEntry().getValue())
                : Optional.empty();
    }

    /** The oldest whose turn it is; nobody else gets it before it is released. @param masters whose returns are wanted */
    synchronized Optional<WaitingReturn> takeOldest(Predicate<String> masters) {
        long now = System.nanoTime();
        Optional<WaitingReturn> oldest = waiting.values().stream()
                .filter(one -> !one.isTaken && one.notBeforeNanos - now <= 0 && masters.test(one.master()))
                .findFirst();
        oldest.ifPresent(one -> one.isTaken = true);
        return oldest;
    }

    /** How long until {@link #takeOldest} has something; 0 for now, empty if nothing waits for these masters. */
    synchronized OptionalLong millisUntilNext(Predicate<String> masters) {
        long now = System.nanoTime();
        return waiting.values().stream()
                .filter(one -> !one.isTaken && masters.test(one.master()))
                .mapToLong(one -> Math.max(0, (one.notBeforeNanos - now) / 1_000_000))
                .min();
    }

    /**
     * What is to be sent. Empty if the file is gone or torn: then the return is no longer here, and the log says where it is.
     */
    Optional<Map<String, Object>> load(WaitingReturn one) {
        byte[] held;
        synchronized (this) {
            held = one.packed;
        }
        try {
            return Optional.of(held == null ? files.read(one.place()) : Trees.fields(MsgPack.unpackLocal(held)));
        } catch (DataException torn) {
            setAside(one.place(), torn.getMessage());
        } catch (IOException gone) {
            log.error("The return of job {} cannot be read and is lost: {}", one.jid(), gone.toString());
            listener.onReturnUnreadable(one.jid());
        }
        forget(one);
        return Optional.empty();
    }

    private void setAside(Place place, String reason) {
        listener.onReturnUnreadable(place.name());
        try {
            Path aside = files.setAside(place);
            log.error("The kept return {} cannot be used ({}); it was moved to {}", place.name(), reason, aside);
        } catch (IOException stays) {
            log.error("The kept return {} cannot be used ({}) nor moved: {}", place.name(), reason, stays.toString());
        }
    }

    /** Gives it back after an attempt that failed. @return how many attempts there were */
    synchronized int release(WaitingReturn one, long pauseMillis) {
        one.isTaken = false;
        one.notBeforeNanos = System.nanoTime() + pauseMillis * 1_000_000;
        if (one.isStored) {
            letGo(one);
        }
        return one.attempts;
    }

    /** Counts one more attempt. @return its number, from 1 */
    synchronized int attempt(WaitingReturn one) {
        return ++one.attempts;
    }

    /** Acknowledged, or given up. */
    void remove(WaitingReturn one) {
        if (forget(one)) {
            removeFile(one);
        }
    }

    private void removeFile(WaitingReturn one) {
        try {
            if (one.isStored) {
                files.remove(one.place());
            }
        } catch (IOException stays) {
            log.warn("The file of the return {} stays: {}", one.place().name(), stays.toString());
        }
    }

    private synchronized boolean forget(WaitingReturn one) {
        letGo(one);
        boolean wasHere = waiting.remove(one.place().name()) != null;
        bytes -= wasHere ? one.bytes() : 0;
        return wasHere;
    }

    /** Has those that wait for this long already survive a power failure, too. @return whether others may need it later */
    boolean sync(long olderThanMillis) {
        List<Place> due = new ArrayList<>();
        boolean isMoreToCome = false;
        synchronized (this) {
            long latest = clock.millis() - olderThanMillis;
            for (WaitingReturn one : waiting.values()) {
                if (one.isStored && !one.isSynced) {
                    isMoreToCome |= one.sinceMillis() > latest;
                    one.isSynced = one.sinceMillis() <= latest;
                    if (one.isSynced) {
                        due.add(one.place());
                    }
                }
            }
        }
        try {
            files.sync(due);
        } catch (IOException refused) {
            diskBroken(refused);
        }
        return isMoreToCome;
    }

    synchronized int size() {
        return waiting.size();
    }
}
