package io.brine.monitor.board;

import io.brine.master.ConnectionRow;
import io.brine.master.MinionSigns;
import io.brine.monitor.health.MinionClass;
import java.util.Optional;

/** Says the word for a minion. */
@FunctionalInterface
interface Judge {
    /** What is judged together is judged of one moment. @param now epoch seconds */
    Round round(long now);

    /** One look at all. */
    @FunctionalInterface
    interface Round {
        Verdict verdict(String id, Optional<ConnectionRow> link, Optional<MinionSigns> signs);
    }

    /** @param since epoch seconds, 0 if unknown @param site may be empty @param rttMillis -1 if unknown @param held by a breaker @param kind whether it may come and go */
    record Verdict(String word, long since, String reason, String site, long rttMillis, String held, MinionClass kind) {
        static Verdict of(String word, long since, String reason) {
            return new Verdict(word, since, reason, "", -1, "", MinionClass.STEADY);
        }
    }
}
