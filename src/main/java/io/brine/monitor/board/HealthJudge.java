package io.brine.monitor.board;

import io.brine.monitor.health.HealthBook;
import io.brine.monitor.health.HealthBook.MinionView;
import java.util.HashMap;
import java.util.Map;

/** The watch of health says the word. */
final class HealthJudge implements Judge {
    private final HealthBook book;

    HealthJudge(HealthBook book) {
        this.book = book;
    }

    @Override
    public Round round(long now) {
        Map<String, Verdict> all = new HashMap<>();
        book.minions().forEach(one -> all.put(one.id(), verdict(one)));
        return (id, link, signs) -> all.getOrDefault(id, Verdict.of("UNKNOWN", 0, "its key was accepted just now"));
    }

    private static Verdict verdict(MinionView one) {
        return new Verdict(
                one.word().name(),
                one.since() / 1000,
                one.reason(),
                one.site(),
                one.rttMillis(),
                one.held(),
                one.kind());
    }
}
