package io.brine.jobs;

import io.brine.store.Ledger;
import io.brine.store.LedgerRow;
import io.brine.store.LedgerSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The fate of every job for every minion it is meant for: exactly one {@link DeliveryState} each. Jobs that are waited for
 * are in memory; every change goes to the ledger in the next group commit, many minions in one row, and then to the
 * listener. That all are queued at the publish, and who has returned, is known from the job and its returns and not written
 * twice. Thread-safe; its methods may be called on event loops, as they never wait for the disk.
 */
public final class DeliveryBook {
    static final List<String> SCHEMA = List.of(
            "create table if not exists deliveries(id integer primary key, jid text, at integer, state text, why text,"
                    + " minions blob)",
            "create index if not exists deliveries_of_job on deliveries(jid, id)");

    /** How long a job is waited for. */
    static final Duration PATIENCE = Duration.ofHours(1);
    /** More jobs than these are not waited for: the oldest expire. */
    private static final int MOST_LIVE = 10_000;
    /** As many reasons are written one by one; the rest of a job's absent minions without. */
    private static final int MOST_REASONS = 100;

    private static final int MOST_REFUSALS = 1000;

    private final Ledger ledger;
    private final Clock clock;
    private final LinkedHashMap<String, LiveJob> live = new LinkedHashMap<>();
    private final TreeSet<String> dirty = new TreeSet<>();
    private Listener listener = (jid, state, why, minions) -> {};

    /** Told after the change is on disk. */
    @FunctionalInterface
    public interface Listener {
        void onDelivery(String jid, DeliveryState state, String why, List<String> minions);

        /** First this one is told, then the other. */
        default Listener and(Listener other) {
            return (jid, state, why, minions) -> {
                onDelivery(jid, state, why, minions);
                other.onDelivery(jid, state, why, minions);
            };
        }
    }

    DeliveryBook(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Before the first job. */
    public synchronized void listen(Listener told) {
        listener = told;
    }

    /** A job is about to be published: all its minions are queued, but for the absent ones. */
    public synchronized void open(String jid, List<String> minions, Map<String, Absence> absent) {
        LiveJob job = new LiveJob(jid, clock.millis(), new TreeSet<>(minions));
        int reasons = 0;
        for (Map.Entry<String, Absence> one : absent.entrySet()) {
            job.absent(one.getKey(), reasons++ < MOST_REASONS ? one.getValue().sentence() : "");
        }
        live.put(jid, job);
        changed(job);
        if (live.size() > MOST_LIVE) {
            expire(live.values().iterator().next(), "more than " + MOST_LIVE + " jobs are waited for");
        }
    }

    /** Whether a job that is waited for is meant for this minion; empty if the job is not waited for. */
    synchronized Optional<Boolean> isMeantFor(String jid, String minion) {
        return Optional.ofNullable(live.get(jid))
                .map(job -> job.minions().isEmpty() || job.state(minion).isPresent());
    }

    /** Something happened to this job on its way to this minion. Signs about jobs that are not waited for are ignored. */
    public synchronized void on(DeliverySign sign, String jid, String minion, String why) {
        LiveJob job = live.get(jid);
        if (job != null && job.on(sign, minion, why)) {
            changed(job);
        }
    }

    /**
     * Connections of these minions have ended: what was on its way to them, or runs there, may be lost; not what was published
     * since, as that went over a newer connection.
     *
     * @param ended when, by minion
     */
    public void onConnectionsLost(Map<String, Instant> ended) {
        List<LiveJob> jobs;
        synchronized (this) {
            jobs = List.copyOf(live.values());
        }
        for (LiveJob job : jobs) {
            synchronized (this) {
                boolean any = false;
                for (Map.Entry<String, Instant> one : ended.entrySet()) {
                    any |= job.madeMillis() <= one.getValue().toEpochMilli()
                            && job.on(DeliverySign.LOST, one.getKey(), "its connection ended");
                }
                if (any) {
                    changed(job);
                }
            }
        }
    }

    /** A return was turned away: a second one, or one that its minion should have signed. */
    public void refused(String jid, String minion, String why) {
        boolean unsettled;
        synchronized (this) {
            LiveJob job = live.get(jid);
            unsettled = job != null && job.on(DeliverySign.REFUSED, minion, why);
            if (unsettled) {
                changed(job);
            }
        }
        if (!unsettled) {
            ledger.write(session -> noteRefusal(session, jid, minion, why));
        }
    }

    /** For a job nobody waits for any more. */
    private int noteRefusal(LedgerSession session, String jid, String minion, String why) {
        int place = JobDeliveries.minions(session, jid).indexOf(minion);
        long noted = session.query("select count(*) from deliveries where jid = ? and state = 'refused'", jid)
                .get(0)
                .number(0);
        if (place < 0 || noted >= MOST_REFUSALS) {
            return 0;
        }
        BitSet one = new BitSet();
        one.set(place);
        return insert(session, jid, DeliveryState.REFUSED, why, one);
    }

    private int insert(LedgerSession session, String jid, DeliveryState state, String why, BitSet places) {
        return session.update(
                "insert into deliveries(jid, at, state, why, minions) values(?, ?, ?, ?, ?)",
                jid,
                clock.millis(),
                state.word(),
                why,
                places.toByteArray());
    }

    private void changed(LiveJob job) {
        if (job.hasChanges() && dirty.add(job.jid())) {
            Writing writing = new Writing(job);
            ledger.write(writing::write).whenComplete(writing::done);
        }
        if (job.unsettled() == 0) {
            live.remove(job.jid());
        }
    }

    private void tell(LiveJob job, List<LiveJob.Change> written) {
        for (LiveJob.Change change : written) {
            listener.onDelivery(job.jid(), change.state(), change.why(), job.names(change.places()));
        }
    }

    /** One write of whatever has changed until the commit comes to it; the same rows if it has to be run again. */
    private final class Writing {
        private final LiveJob job;
        private List<LiveJob.Change> changes;

        Writing(LiveJob job) {
            this.job = job;
        }

        List<LiveJob.Change> write(LedgerSession session) {
            if (changes == null) {
                synchronized (DeliveryBook.this) {
                    dirty.remove(job.jid());
                    changes = job.drain();
                }
            }
            for (LiveJob.Change change : changes) {
                insert(session, job.jid(), change.state(), change.why(), change.places());
            }
            return changes;
        }

        /** What a full disk has refused is written with the job's next change. */
        void done(List<LiveJob.Change> written, Throwable refused) {
            if (refused == null) {
                tell(job, written);
                return;
            }
            synchronized (DeliveryBook.this) {
                dirty.remove(job.jid());
                job.putBack(changes == null ? List.of() : changes);
            }
        }
    }

    /** The clock was set: nobody has waited longer or shorter for that. */
    public synchronized void onClockJump(Duration jump) {
        live.values().forEach(job -> job.shift(jump.toMillis()));
    }

    /** Jobs that were waited for too long are given up. */
    public synchronized void expireOld() {
        long before = clock.millis() - PATIENCE.toMillis();
        for (LiveJob job : List.copyOf(live.values())) {
            if (job.madeMillis() < before) {
                expire(job, "no return within " + PATIENCE.toMinutes() + " minutes");
            }
        }
    }

    private void expire(LiveJob job, String why) {
        job.minions().forEach(minion -> job.on(DeliverySign.EXPIRED, minion, why));
        changed(job);
        live.remove(job.jid());
    }

    /** Minions a job still waits for, by state; empty if nobody waits for it any more. */
    synchronized Optional<Map<String, DeliveryState>> waiting(String jid) {
        return Optional.ofNullable(live.get(jid)).map(job -> {
            Map<String, DeliveryState> states = new LinkedHashMap<>();
            job.minions().forEach(minion -> states.put(minion, job.state(minion).orElseThrow()));
            return states;
        });
    }

    /** Jobs that are waited for. */
    synchronized int liveJobs() {
        return live.size();
    }

    /** At the start, before the first job: jobs from before the stop are waited for again. What was in a queue then is lost. */
    public void restore() {
        long since = clock.millis() - PATIENCE.toMillis();
        List<LedgerRow> jobs = ledger.read(session -> session.query(
                "select jid, made from jobs where made >= ?"
                        + " and minions > (select count(*) from returns where returns.jid = jobs.jid)"
                        + " order by made desc limit " + MOST_LIVE,
                since));
        for (int at = jobs.size() - 1; at >= 0; at--) {
            restore(jobs.get(at).text(0), jobs.get(at).number(1));
        }
    }

    private void restore(String jid, long made) {
        JobDeliveries book = JobDeliveries.read(ledger, jid);
        LiveJob job = new LiveJob(jid, made, book.minions());
        for (int place = 0; place < book.minions().size(); place++) {
            job.restore(place, book.state(place));
        }
        if (job.unsettled() == 0) {
            return;
        }
        synchronized (this) {
            live.put(jid, job);
            job.in(DeliveryState.QUEUED)
                    .forEach(minion -> job.on(DeliverySign.LOST, minion, "the master stopped before it was sent"));
            changed(job);
        }
    }

    /** Everything that is on disk about a job's ways to its minions. */
    public JobDeliveries deliveries(String jid) {
        return JobDeliveries.read(ledger, jid);
    }
}
