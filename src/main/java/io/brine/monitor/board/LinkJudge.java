package io.brine.monitor.board;

import io.brine.master.ConnectionRow;
import io.brine.master.MinionSigns;
import java.util.Optional;

/** Where nobody watches the health of minions, connections alone tell: who has one is up. */
final class LinkJudge implements Judge {
    private static final long SUSPECT_SECONDS = 75;

    @Override
    public Round round(long now) {
        return (id, link, signs) -> link.map(LinkJudge::linked).orElseGet(() -> unlinked(signs, now));
    }

    private static Verdict linked(ConnectionRow link) {
        long since = link.since().getEpochSecond();
        long dropped = link.counts().droppedAtHighWaterMark();
        if (link.isTwin()) {
            return Verdict.of("DEGRADED", since, "its id is used twice");
        }
        return dropped > 0
                ? Verdict.of("DEGRADED", since, "deaf at times: " + dropped + " messages dropped")
                : Verdict.of("UP", since, "");
    }

    private static Verdict unlinked(Optional<MinionSigns> signs, long now) {
        Optional<MinionSigns.LinkEvent> end = signs.flatMap(MinionSigns::lastEnd);
        if (end.isEmpty()) {
            return Verdict.of("UNKNOWN", 0, "not connected since the master started");
        }
        long ended = end.get().at().getEpochSecond();
        String why = "link " + end.get().what();
        return Verdict.of(now - ended < SUSPECT_SECONDS ? "SUSPECT" : "DOWN", ended, why);
    }
}
