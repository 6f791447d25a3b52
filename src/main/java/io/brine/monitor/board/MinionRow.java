package io.brine.monitor.board;

import io.brine.monitor.health.MinionClass;
import java.util.Arrays;
import java.util.List;

/**
 * One minion in one line.
 *
 * @param word one of the status words: UP, DEGRADED, SUSPECT, DOWN, REPAIRING, RECOVERING, FAILED, FLAPPING, MAINT, PENDING,
 *     UNKNOWN, GONE
 * @param since epoch seconds of the last change of the word; 0 if unknown
 * @param site empty text if nobody knows
 * @param linkSince epoch seconds since when its connection stands; 0 without one
 * @param linkEnd why its last connection ended, if it has none
 * @param rttMillis -1 if unknown
 * @param seen epoch seconds of its last sign of life; 0 for never
 * @param held the breaker that keeps its repair back; empty if none does
 * @param kind whether it may come and go
 */
public record MinionRow(
        String id,
        String word,
        long since,
        String site,
        long linkSince,
        String linkEnd,
        long rttMillis,
        long seen,
        String version,
        String os,
        String reason,
        String held,
        MinionClass kind) {
    /** A sign of life within this time is no news. */
    private static final long SEEN_STEP = 30;

    /** In the order of the components: what pages are sent. The last is empty for one that is meant to stay. */
    public List<Object> asList() {
        String kindWord = kind.mayGo() ? kind.word() : "";
        return Arrays.asList(
                id, word, since, site, linkSince, linkEnd, rttMillis, seen, version, os, reason, held, kindWord);
    }

    /** Whether a page that has the other one need not be told of this one. */
    public boolean isLike(MinionRow other) {
        return other != null
                && word.equals(other.word)
                && since == other.since
                && site.equals(other.site)
                && linkSince == other.linkSince
                && linkEnd.equals(other.linkEnd)
                && Math.abs(seen - other.seen) < SEEN_STEP
                && isNear(rttMillis, other.rttMillis)
                && version.equals(other.version)
                && os.equals(other.os)
                && reason.equals(other.reason)
                && held.equals(other.held)
                && kind == other.kind;
    }

    /** By less than a half and five milliseconds. */
    private static boolean isNear(long one, long other) {
        return Math.abs(one - other) <= Math.max(5, Math.max(one, other) / 2) && (one < 0) == (other < 0);
    }
}
