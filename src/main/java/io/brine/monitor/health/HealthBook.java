package io.brine.monitor.health;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the watch knows, for those who show it. Every answer is a copy; any thread may ask. */
public interface HealthBook {
    /**
     * One minion.
     *
     * @param word the word that is shown @param site empty if nobody knows
     * @param since when the phase began, epoch milliseconds @param rttMillis usual time of its answers; -1 before there was one
     * @param heard its last proof of life; 0 for never @param linked whether its connection stands
     * @param kind whether it may come and go
     * @param held the breaker that keeps a repair back; empty if none does @param incident its number; 0 for none
     */
    record MinionView(
            String id,
            HealthWord word,
            HealthPhase phase,
            DownClass cls,
            String site,
            long since,
            String reason,
            long rttMillis,
            long heard,
            boolean linked,
            MinionClass kind,
            String held,
            long incident) {}

    /** @param pings the last sixty, {at, milliseconds} @param changes the last fifty */
    record MinionStory(MinionView minion, List<long[]> pings, List<ChangeView> changes) {}

    /** One change of the word. */
    record ChangeView(long at, HealthWord from, HealthWord to, String reason) {}

    /**
     * A cause, and all that belongs to it.
     *
     * @param key of the cause @param closedAt 0 while it is open
     * @param notes its story; hits of log rules are there as said by {@code log}, the first twenty, of a minion
     *     three
     * @param logHits how many hits there were
     */
    record IncidentView(
            long number,
            String key,
            String cause,
            long openedAt,
            long closedAt,
            List<String> minions,
            int repairs,
            String acknowledgedBy,
            List<Note> notes,
            int logHits) {}

    /** @param who a person, {@code log} for a hit of a log rule, or empty for the watch itself */
    record Note(long at, String who, String text) {}

    /** One repair step. @param outcome running, cured, not cured, observed, asks, or why it was not done @param took milliseconds; -1 while it runs */
    record RepairView(
            long at,
            String id,
            String step,
            int attempt,
            long incident,
            String who,
            String why,
            String outcome,
            String output,
            long took) {}

    /** @param tokens repairs that may begin at once @param underWay steps now @param parallel most at once @param queued who waits for a turn */
    record RepairDeskView(
            String mode, double tokens, int underWay, int parallel, double perSecond, List<String> queued) {}

    /** Nobody is told of minions and causes of this pattern. @param until epoch milliseconds */
    record SilenceView(String glob, long until, String who) {}

    List<MinionView> minions();

    Optional<MinionStory> minion(String id);

    /** Numbers of minions by site and word; the site of those of whom nobody knows it is empty. */
    Map<String, Map<HealthWord, Integer>> sites();

    List<Breaker> breakers();

    /** Open ones first, then the closed, the latest first. */
    List<IncidentView> incidents();

    /** The latest first. */
    List<RepairView> repairs();

    RepairDeskView desk();

    List<SilenceView> silences();

    /** Of the usual answers of all minions: {@code p50}, {@code p90}, {@code p99}, {@code max}, milliseconds. */
    Map<String, Long> percentiles();
}
