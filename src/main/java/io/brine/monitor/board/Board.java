package io.brine.monitor.board;

import io.brine.monitor.SeriesBook;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running master as pages show it. Trees are of plain values (map, list, text, number); times in them are epoch seconds unless
 * their name says otherwise. Every answer is a copy; any thread may ask.
 */
public interface Board {
    /** The master's id. */
    String name();

    /** Everybody whose key is known, in the order of their ids. */
    List<MinionRow> minions();

    /** {@code {queue, age, busy, threads, events, links, dropped, ledger, health, why, p50, p99, keys: {accepted, pending, ...}}}. */
    Map<String, Object> pulse();

    /** {@code {on, incidents: [...], repairs: [...], breakers: [...], desk: {...}}}; {@code on: false} if nobody watches. */
    Map<String, Object> trouble();

    /** One of them with its notes; empty if there is none of this number. */
    Optional<Map<String, Object>> incident(long number);

    /** Lanes, sockets, listeners, store, checks. */
    Map<String, Object> master();

    /** @param glob of ids or addresses, empty text for all */
    Map<String, Object> connections(ConnectionSort sort, String glob);

    /** Empty if no key of this id is known. */
    Optional<Map<String, Object>> minion(String id);

    /** The newest jobs, newest first. */
    List<Object> jobs(int most);

    /** Empty if nobody knows it. @param arguments whether what the function was given may be shown */
    Optional<Map<String, Object>> job(String jid, boolean arguments);

    /** {@code {return, retcode?, success?, out?}}; empty if it has not returned. */
    Optional<Map<String, Object>> result(String jid, String minion);

    /**
     * {@code {step, from, series: {name: {mean: [...], max: [...]}}}}, null for a gap.
     *
     * @param series names, empty for all
     */
    Map<String, Object> history(Collection<String> series, SeriesBook.Span span);

    Map<String, Object> pulls();

    /** {@code {on: false}} if no logs are watched. */
    Map<String, Object> logs();

    /** {@code [[name, words, seconds between, minions, good, warn, bad, unreadable, last], ...]}. */
    List<Object> checks();

    /** {@code {name, minions: [[id, verdict, since, last value, [value, ...]], ...]}}, the worst first; empty if there is no such check. */
    Optional<Map<String, Object>> check(String name);

    /** What people do to it. */
    Hands hands();

    /** Whom a target means. @throws IllegalArgumentException if it is no target */
    List<String> targets(String tgt, String tgtType);
}
