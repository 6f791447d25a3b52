package io.brine.jobs;

import io.brine.store.LedgerSchema;
import java.util.List;

/**
 * The tables of the book. What listings are filtered by is a column with an index that ends in the jid, so that the newest
 * come first without sorting. A return pays for two trees only: its own and the one that keeps it single; the third, by
 * minion, is made in sorted batches ({@link MinionIndex}), since there every return lies on another page.
 *
 * <pre>
 *   jobs      jid · made · fun · user · tgt · tgt_type · minions · kept · ended · load
 *   minions   who is expected, as the master and each syndic said
 *   returns   id · jid · minion · at · fun · retcode · failed · result · out
 *   metadata  jid · name · value: what jobs were marked with
 * </pre>
 */
final class JobSchema {
    private static final int LAYOUT = 2;

    static final LedgerSchema SCHEMA = new LedgerSchema(
                    LAYOUT,
                    List.of(
                            "create table if not exists jobs(jid text primary key, made integer, fun text, user text,"
                                    + " tgt text, tgt_type text, minions integer, kept integer, ended integer, load blob)",
                            "create index if not exists jobs_made on jobs(made)",
                            "create index if not exists jobs_of_fun on jobs(fun, jid)",
                            "create index if not exists jobs_of_user on jobs(user, jid)",
                            "create index if not exists jobs_of_tgt on jobs(tgt, jid) where tgt_type <> 'list'",
                            "create index if not exists jobs_of_lists on jobs(jid) where tgt_type = 'list'",
                            "create table if not exists minions(jid text, syndic text, ids blob,"
                                    + " primary key(jid, syndic))",
                            "create table if not exists returns(id integer primary key, jid text, minion text,"
                                    + " at integer, fun text, retcode integer, failed integer, result blob, out blob)",
                            "create unique index if not exists returns_once on returns(jid, minion)",
                            "create index if not exists returns_failed on returns(jid) where failed = 1",
                            "create table if not exists returns_of_minion(minion text, jid text,"
                                    + " primary key(minion, jid)) without rowid",
                            "create table if not exists marks(name text primary key, value integer)",
                            "create table if not exists metadata(jid text, name text, value text,"
                                    + " primary key(jid, name))",
                            "create index if not exists metadata_of_value on metadata(name, value, jid)"))
            .with(DeliveryBook.SCHEMA)
            .with(SeenMinions.SCHEMA)
            .with(BatchBook.SCHEMA);

    private JobSchema() {}
}
