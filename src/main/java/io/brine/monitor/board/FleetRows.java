package io.brine.monitor.board;

import io.brine.keys.KeyState;
import io.brine.master.ConnectionRow;
import io.brine.master.MasterViews;
import io.brine.master.MinionDataCache;
import io.brine.master.MinionSigns;
import io.brine.monitor.health.MinionClass;
import io.brine.wire.MinionId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The rows of all minions: keys say who there is, the judge how he is, connections and grains the rest. Thread-safe. */
final class FleetRows {
    /** Grains are read from disk; as often as this for each minion. */
    private static final long FACTS_SECONDS = 60;

    private final MasterViews views;
    private final MinionDataCache cache;
    private final Judge judge;
    private final Clock clock;
    private final Map<String, Facts> facts = new ConcurrentHashMap<>();

    /** What grains say. */
    private record Facts(long readAt, String site, String os, String version) {}

    FleetRows(MasterViews views, MinionDataCache cache, Judge judge, Clock clock) {
        this.views = views;
        this.cache = cache;
        this.judge = judge;
        this.clock = clock;
    }

    List<MinionRow> rows() {
        long now = clock.millis() / 1000;
        Map<String, ConnectionRow> links = links();
        Map<String, MinionSigns> signs = new HashMap<>();
        views.connections().signs().forEach(one -> signs.put(one.minion(), one));
        Set<String> accepted = views.keys().idSet(KeyState.ACCEPTED);
        Set<String> pending = views.keys().idSet(KeyState.PENDING);
        TreeSet<String> all = new TreeSet<>(accepted);
        all.addAll(pending);
        Judge.Round round = judge.round(now);
        List<MinionRow> rows = new ArrayList<>(all.size());
        for (String id : all) {
            rows.add(
                    accepted.contains(id)
                            ? row(id, links.get(id), Optional.ofNullable(signs.get(id)), round, now)
                            : pending(id));
        }
        facts.keySet().retainAll(all);
        return rows;
    }

    private static MinionRow pending(String id) {
        return new MinionRow(
                id, "PENDING", 0, "", 0, "", -1, 0, "", "", "its key waits to be accepted", "", MinionClass.STEADY);
    }

    /** The newest connection of each. */
    private Map<String, ConnectionRow> links() {
        Map<String, ConnectionRow> links = new HashMap<>();
        for (ConnectionRow row : views.connections().subscribers()) {
            if (!row.minion().isEmpty()) {
                links.merge(row.minion(), row, (one, other) -> other.since().isBefore(one.since()) ? one : other);
            }
        }
        return links;
    }

    private MinionRow row(String id, ConnectionRow link, Optional<MinionSigns> signs, Judge.Round round, long now) {
        Facts known = facts(id, now);
        Judge.Verdict verdict = round.verdict(id, Optional.ofNullable(link), signs);
        long heard = signs.flatMap(MinionSigns::lastHeard)
                .map(Instant::getEpochSecond)
                .orElse(0L);
        long seen = link == null ? heard : Math.max(heard, link.counts().lastHeardMillis() / 1000);
        long wireMicros = link == null ? -1 : link.counts().roundTripMicros();
        String version = signs.map(MinionSigns::saltVersion)
                .filter(text -> !text.isEmpty())
                .orElse(known.version());
        String end = link == null
                ? signs.flatMap(MinionSigns::lastEnd)
                        .map(MinionSigns.LinkEvent::what)
                        .orElse("none")
                : "";
        return new MinionRow(
                id,
                verdict.word(),
                verdict.since(),
                verdict.site().isEmpty() ? known.site() : verdict.site(),
                link == null ? 0 : link.since().getEpochSecond(),
                end,
                verdict.rttMillis() >= 0 ? verdict.rttMillis() : wireMicros < 0 ? -1 : (wireMicros + 500) / 1000,
                seen,
                version,
                known.os(),
                verdict.reason(),
                verdict.held(),
                verdict.kind());
    }

    private Facts facts(String id, long now) {
        Facts known = facts.get(id);
        if (known == null || now - known.readAt() > FACTS_SECONDS + Math.floorMod(id.hashCode(), FACTS_SECONDS)) {
            Map<String, Object> grains = MinionId.of(id)
                    .flatMap(cache::data)
                    .map(MinionDataCache.MinionData::grains)
                    .orElse(Map.of());
            known = new Facts(now, text(grains, "site"), os(grains), text(grains, "saltversion"));
            facts.put(id, known);
        }
        return known;
    }

    private static String os(Map<String, Object> grains) {
        return (text(grains, "os") + " " + text(grains, "osmajorrelease")).strip();
    }

    private static String text(Map<String, Object> grains, String name) {
        Object value = grains.get(name);
        return value instanceof String || value instanceof Number ? String.valueOf(value) : "";
    }
}
