package io.brine.jobs;

import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.store.Ledger;
import io.brine.store.LedgerRow;
import io.brine.store.LedgerSession;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Batches on disk: how each stands and which jobs are its steps. Thread-safe. */
public final class BatchBook {
    static final List<String> SCHEMA = List.of(
            "create table if not exists batches(jid text primary key, made integer, updated integer, ended integer,"
                    + " stop text, load blob, settings blob, minions blob, state blob)",
            "create table if not exists batch_steps(jid text primary key, batch text)",
            "create index if not exists steps_of_batch on batch_steps(batch, jid)");

    private static final String COLUMNS = "jid, made, updated, ended, load, settings, minions, state";

    private final Ledger ledger;
    private final Clock clock;

    /**
     * A batch as it is on disk.
     *
     * @param load what the master needs to publish a step, any tree
     * @param ended empty while it goes on
     */
    public record Kept(
            String jid,
            Instant made,
            Instant updated,
            Optional<Instant> ended,
            Map<String, Object> load,
            Batch batch) {}

    BatchBook(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A new batch. Fails if one of that jid is there. */
    public CompletableFuture<Void> save(String jid, Map<String, Object> load, Batch batch) {
        byte[] packedLoad = MsgPack.packLocal(load);
        byte[] settings = MsgPack.packLocal(batch.settings().toTree());
        byte[] minions = MsgPack.packLocal(batch.minions());
        byte[] state = MsgPack.packLocal(batch.state());
        return ledger.write(session -> {
            session.update(
                    "insert into batches(jid, made, updated, load, settings, minions, state) values(?, ?, ?, ?, ?, ?, ?)",
                    jid,
                    clock.millis(),
                    clock.millis(),
                    packedLoad,
                    settings,
                    minions,
                    state);
            return null;
        });
    }

    /** How it stands now. */
    public CompletableFuture<Void> update(String jid, Batch batch, boolean ended) {
        byte[] state = MsgPack.packLocal(batch.state());
        return ledger.write(session -> {
            write(session, jid, state, ended);
            return null;
        });
    }

    /** Before a step is published: who is active now, and under which jid, in one transaction. */
    public CompletableFuture<Void> begin(String jid, Batch batch, Batch.Step step) {
        byte[] state = MsgPack.packLocal(batch.state());
        return ledger.write(session -> {
            session.update("insert into batch_steps(jid, batch) values(?, ?)", step.jid(), jid);
            write(session, jid, state, false);
            return null;
        });
    }

    private void write(LedgerSession session, String jid, byte[] state, boolean ended) {
        session.update(
                "update batches set state = ?, updated = ?, ended = ? where jid = ?",
                state,
                clock.millis(),
                ended ? clock.millis() : null,
                jid);
    }

    /** For the daemon to find, also when another process says so. @return whether such a batch goes on */
    public boolean askToStop(String jid, String why) {
        return ledger.write(session ->
                                session.update("update batches set stop = ? where jid = ? and ended is null", why, jid))
                        .join()
                == 1;
    }

    /** Batches that somebody wants to stop, with the reason. */
    public Map<String, String> stops() {
        Map<String, String> stops = new LinkedHashMap<>();
        ledger.read(session -> session.query("select jid, stop from batches where ended is null and stop is not null"))
                .forEach(row -> stops.put(row.text(0), row.text(1)));
        return stops;
    }

    /** Oldest first. */
    public List<Kept> unfinished() {
        return kept("where ended is null order by jid");
    }

    /** The latest ones, latest first. */
    public List<Kept> latest(int most) {
        return kept("order by made desc, jid desc limit " + most);
    }

    public Optional<Kept> batch(String jid) {
        return kept("where jid = ?", jid).stream().findFirst();
    }

    private List<Kept> kept(String which, Object... values) {
        List<Kept> all = new ArrayList<>();
        ledger.read(session -> session.query("select " + COLUMNS + " from batches " + which, values))
                .forEach(row -> all.add(kept(row)));
        return all;
    }

    private static Kept kept(LedgerRow row) {
        List<String> minions = new ArrayList<>();
        ((List<?>) MsgPack.unpackLocal(row.bytes(6))).forEach(minion -> minions.add(Trees.text(minion)));
        BatchSettings settings = BatchSettings.of(Trees.fields(MsgPack.unpackLocal(row.bytes(5))), 0, 0);
        return new Kept(
                row.text(0),
                Instant.ofEpochMilli(row.number(1)),
                Instant.ofEpochMilli(row.number(2)),
                row.isNull(3) ? Optional.empty() : Optional.of(Instant.ofEpochMilli(row.number(3))),
                Trees.fields(MsgPack.unpackLocal(row.bytes(4))),
                Batch.of(settings, List.copyOf(minions), Trees.fields(MsgPack.unpackLocal(row.bytes(7)))));
    }

    /** Jids of the jobs a batch has published, oldest first; empty if it is no batch. */
    public List<String> steps(String jid) {
        return ledger
                .read(session -> session.query("select jid from batch_steps where batch = ? order by jid", jid))
                .stream()
                .map(row -> row.text(0))
                .toList();
    }

    /** Forgets batches that ended before this time. */
    public void expire(Instant before) {
        ledger.write(session -> {
            session.update(
                    "delete from batch_steps where batch in (select jid from batches where ended < ?)",
                    before.toEpochMilli());
            return session.update("delete from batches where ended < ?", before.toEpochMilli());
        });
    }
}
