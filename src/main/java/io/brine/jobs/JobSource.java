package io.brine.jobs;

import io.brine.store.LedgerRow;
import io.brine.store.LedgerSession;
import io.brine.target.Fnmatch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The index a query is answered from, chosen by what usually leaves least: metadata, failures, a minion, a function, a
 * target, a user, and without any of them the jids by themselves.
 */
final class JobSource {
    /** Different functions or targets that are looked at for a pattern. */
    private static final int MOST_NAMES = 2000;

    private static final String LAST = "~";

    private final LedgerSession session;
    private final JobQuery query;

    JobSource(LedgerSession session, JobQuery query) {
        this.session = session;
        this.query = query;
    }

    /** Newest first. What comes out fits what the index is about and the time; the rest of the query is still to be looked at. */
    Iterator<String> jids() {
        String start = query.start();
        String end = query.end().isEmpty() ? LAST : query.end() + LAST;
        return new JidRuns(session, entries(), start, end);
    }

    private List<JidRuns.Entry> entries() {
        if (!query.metadata().isEmpty()) {
            return marks();
        }
        if (query.success().equals(java.util.Optional.of(false))) {
            return List.of(JidRuns.Entry.of("select distinct jid from returns where failed = 1"));
        }
        if (!query.minion().isEmpty()) {
            return minion();
        }
        if (isRare(query.user())) {
            return user();
        }
        if (!query.functions().isEmpty()) {
            List<JidRuns.Entry> functions = functions();
            return functions == null ? everything() : functions;
        }
        if (!query.targets().isEmpty()) {
            List<JidRuns.Entry> targets = targets();
            return targets == null ? everything() : targets;
        }
        if (!query.user().isEmpty()) {
            return user();
        }
        return everything();
    }

    private List<JidRuns.Entry> user() {
        return List.of(JidRuns.Entry.of("select jid from jobs where user = ?", query.user()));
    }

    /** Few enough jobs to look at them all. */
    private boolean isRare(String user) {
        return !user.isEmpty()
                && session.query("select 1 from jobs where user = ? limit 1 offset " + JobSearch.MOST_LOOKS, user)
                        .isEmpty();
    }

    private static List<JidRuns.Entry> everything() {
        return List.of(JidRuns.Entry.of("select jid from jobs where jid <> ''"));
    }

    private List<JidRuns.Entry> marks() {
        List<JidRuns.Entry> entries = new ArrayList<>();
        for (Map.Entry<?, ?> mark : query.metadata().entrySet()) {
            entries.add(JidRuns.Entry.of(
                    "select jid from metadata where name = ? and value = ?",
                    String.valueOf(mark.getKey()),
                    JobColumns.markOf(mark.getValue())));
        }
        return entries;
    }

    private List<JidRuns.Entry> minion() {
        return List.of(
                JidRuns.Entry.of("select jid from returns_of_minion where minion = ?", query.minion()),
                JidRuns.Entry.of(
                        "select jid from returns not indexed where id > " + MinionIndex.mark(session)
                                + " and minion = ?",
                        query.minion()));
    }

    /** Null if there are too many. A job of several functions is under all of them together. */
    private List<JidRuns.Entry> functions() {
        List<String> names = names("select fun from jobs where fun > ? order by fun limit 1", "", "");
        if (names == null) {
            return null;
        }
        return names.stream()
                .filter(fun -> likeAny(query.functions(), List.of(fun.split(","))))
                .map(fun -> JidRuns.Entry.of("select jid from jobs where fun = ?", fun))
                .toList();
    }

    /** Null if there are too many. */
    private List<JidRuns.Entry> targets() {
        List<JidRuns.Entry> entries = new ArrayList<>();
        String one = "select jid from jobs where tgt_type <> 'list' and tgt = ?";
        for (String pattern : query.targets()) {
            if (!Fnmatch.hasMagic(pattern)) {
                entries.add(JidRuns.Entry.of(one, pattern));
                continue;
            }
            List<String> names = names(
                    "select tgt from jobs where tgt_type <> 'list' and tgt > ? order by tgt limit 1",
                    literal(pattern),
                    pattern);
            if (names == null) {
                return null;
            }
            names.forEach(tgt -> entries.add(JidRuns.Entry.of(one, tgt)));
        }
        entries.add(JidRuns.Entry.of("select jid from jobs where tgt_type = 'list'"));
        return entries;
    }

    /** What a pattern begins with before its first sign. */
    private static String literal(String pattern) {
        int at = 0;
        while (at < pattern.length() && "*?[".indexOf(pattern.charAt(at)) < 0) {
            at++;
        }
        return pattern.substring(0, at);
    }

    /** Different values of an index, each found by one look. @return null if there are too many of them */
    private List<String> names(String sql, String prefix, String pattern) {
        List<String> names = new ArrayList<>();
        Fnmatch wanted = Fnmatch.compile(pattern.isEmpty() ? "*" : pattern);
        String from = prefix;
        if (!prefix.isEmpty() && wanted.matches(prefix)) {
            names.add(prefix);
        }
        for (int looked = 0; looked < MOST_NAMES; looked++) {
            List<LedgerRow> next = session.query(sql, from);
            if (next.isEmpty() || !next.get(0).text(0).startsWith(prefix)) {
                return names;
            }
            from = next.get(0).text(0);
            if (wanted.matches(from)) {
                names.add(from);
            }
        }
        return null;
    }

    /** Source of the rule: 3006.0 runners/jobs.py list_jobs, search_function and search_target. */
    static boolean likeAny(List<String> patterns, List<String> names) {
        return patterns.isEmpty()
                || names.stream()
                        .anyMatch(name -> patterns.stream().anyMatch(pattern -> Fnmatch.matches(pattern, name)));
    }
}
