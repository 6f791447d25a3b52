package io.brine.jobs;

import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.store.Ledger;
import io.brine.store.LedgerRow;
import io.brine.store.LedgerSession;
import io.brine.target.Fnmatch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds returns in the book, newest job first. Jobs come from an index; inside a job each return is looked at, the text first
 * in its packed form. After {@value #MOST_LOOKS} returns or so many jobs the search gives up and says so.
 */
public final class ReturnSearch {
    static final int MOST_LOOKS = 5000;

    private static final int DEEPEST = 50;
    private static final byte[] NOTHING = new byte[0];

    private final Ledger ledger;

    public ReturnSearch(JobBook book) {
        this.ledger = book.ledger();
    }

    /** One return that fits. */
    public record Hit(String jid, Instant at, JobReturn returned) {}

    /**
     * What was found.
     *
     * @param gaveUpAt the jid at which the search gave up; empty text if it saw all, or found enough
     */
    public record Found(List<Hit> hits, String gaveUpAt) {
        public Found {
            hits = List.copyOf(hits);
        }
    }

    /** @throws io.brine.store.LedgerException if the book cannot be read */
    public Found find(ReturnQuery query) {
        return ledger.read(session -> new Walk(session, query).run());
    }

    private static final class Walk {
        private final LedgerSession session;
        private final ReturnQuery query;
        private final int most;
        private final byte[] inside;
        private final List<Hit> hits = new ArrayList<>();
        private int looks;

        Walk(LedgerSession session, ReturnQuery query) {
            this.session = session;
            this.query = query;
            this.most = query.jobs().limit() > 0 ? query.jobs().limit() : Integer.MAX_VALUE;
            this.inside = inside(query);
        }

        /** Bytes that the packed return has to contain: only a sieve. */
        private static byte[] inside(ReturnQuery query) {
            if (!query.text().isEmpty()) {
                return query.text().getBytes(StandardCharsets.UTF_8);
            }
            String last = query.key().substring(query.key().lastIndexOf(':') + 1);
            return last.matches("\\d*") ? NOTHING : last.getBytes(StandardCharsets.UTF_8);
        }

        Found run() {
            Iterator<String> jids = new JobSource(session, query.jobs()).jids();
            while (jids.hasNext()) {
                String jid = jids.next();
                int before = looks;
                look(jid);
                looks = Math.max(looks, before + 1);
                if (hits.size() >= most) {
                    return new Found(hits, "");
                }
                if (looks >= MOST_LOOKS) {
                    return new Found(hits, jid);
                }
            }
            return new Found(hits, "");
        }

        private void look(String jid) {
            List<Object> values = new ArrayList<>(List.of(inside, jid));
            String sql = "select minion, fun, instr(result, ?) > 0, id from returns where jid = ?";
            if (!query.jobs().minion().isEmpty()) {
                sql += " and minion = ?";
                values.add(query.jobs().minion());
            }
            if (query.jobs().success().isPresent()) {
                sql += " and failed = " + (query.jobs().success().get() ? 0 : 1);
            }
            if (query.retcode().isPresent()) {
                sql += " and retcode = " + query.retcode().get();
            }
            values.add(Math.max(1, MOST_LOOKS - looks));
            for (LedgerRow row : session.query(sql + " limit ?", values.toArray())) {
                looks++;
                boolean sieved = inside.length == 0 || row.number(2) == 1;
                if (sieved
                        && hits.size() < most
                        && JobSource.likeAny(query.jobs().functions(), List.of(row.text(1)))) {
                    add(jid, row);
                }
            }
        }

        private void add(String jid, LedgerRow found) {
            LedgerRow row = session.query("select at, result, out from returns where id = ?", found.number(3))
                    .get(0);
            Map<String, Object> result = Trees.fields(MsgPack.unpackLocal(row.bytes(1)));
            boolean fits = (query.key().isEmpty() || has(result.get("return"), query.key(), 0))
                    && (query.text().isEmpty() || contains(result.get("return"), query.text(), 0));
            if (fits) {
                Optional<Object> out =
                        row.isNull(2) ? Optional.empty() : Optional.of(MsgPack.unpackLocal(row.bytes(2)));
                JobReturn returned = new JobReturn(jid, found.text(0), found.text(1), result, out);
                hits.add(new Hit(jid, Instant.ofEpochMilli(row.number(0)), returned));
            }
        }

        /** The path from here, or from anything below. */
        private boolean has(Object tree, String path, int depth) {
            if (depth > DEEPEST) {
                return false;
            }
            if (isAt(tree, path)) {
                return true;
            }
            Iterable<?> below =
                    tree instanceof Map<?, ?> map ? map.values() : tree instanceof List<?> list ? list : List.of();
            for (Object child : below) {
                if (has(child, path, depth + 1)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isAt(Object tree, String path) {
            if (!(tree instanceof Map<?, ?> map)) {
                return false;
            }
            if (map.containsKey(path)) {
                return Fnmatch.matches(query.value(), String.valueOf(map.get(path)));
            }
            int colon = path.indexOf(':');
            return colon > 0 && isAt(map.get(path.substring(0, colon)), path.substring(colon + 1));
        }

        private static boolean contains(Object tree, String text, int depth) {
            if (tree instanceof Map<?, ?> map) {
                return depth < DEEPEST
                        && map.entrySet().stream()
                                .anyMatch(entry -> contains(entry.getKey(), text, depth + 1)
                                        || contains(entry.getValue(), text, depth + 1));
            }
            if (tree instanceof List<?> list) {
                return depth < DEEPEST && list.stream().anyMatch(child -> contains(child, text, depth + 1));
            }
            return tree != null && String.valueOf(tree).contains(text);
        }
    }
}
