package io.brine.jobs;

import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.store.LedgerRow;
import io.brine.store.LedgerSession;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom jobs were meant for that nobody waits for any more, as far as returns of them come now: a row of ids is read once for
 * all late returns of its job. Belongs to the ledger's writer; not thread-safe.
 */
final class ExpectedMinions {
    private static final Set<String> EVERYBODY = Set.of();
    private static final int MOST_IDS = 50_000;

    private final Map<String, Set<String>> jobs = new LinkedHashMap<>(16, 0.75f, true);
    private int ids;

    /** A job nobody announced is meant for everybody. */
    boolean contains(LedgerSession session, String jid, String minion) {
        Set<String> expected = jobs.get(jid);
        if (expected == null) {
            expected = read(session, jid);
        }
        return expected == EVERYBODY || expected.contains(minion);
    }

    /** What was read of this job does not hold any more. */
    void forget(String jid) {
        Set<String> forgotten = jobs.remove(jid);
        if (forgotten != null) {
            ids -= forgotten.size();
        }
    }

    private Set<String> read(LedgerSession session, String jid) {
        List<LedgerRow> rows = session.query("select ids from minions where jid = ?", jid);
        if (rows.isEmpty()) {
            return EVERYBODY;
        }
        Set<String> expected = new HashSet<>();
        for (LedgerRow row : rows) {
            List<?> named = MsgPack.unpackLocal(row.bytes(0)) instanceof List<?> list ? list : List.of();
            if (named.isEmpty()) {
                return EVERYBODY;
            }
            named.forEach(id -> expected.add(Trees.text(id)));
        }
        keep(jid, expected);
        return expected;
    }

    private void keep(String jid, Set<String> expected) {
        jobs.put(jid, expected);
        ids += expected.size();
        while (ids > MOST_IDS && jobs.size() > 1) {
            forget(jobs.keySet().iterator().next());
        }
    }
}
