package io.brine.api.mon;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.monitor.board.MinionRow;
import io.brine.monitor.health.MinionClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final Changes changes = new Changes();

    private static MinionRow row(String id, String word, long seen) {
        return new MinionRow(id, word, 1, "fra", 1, "", 5, seen, "3006.9", "Debian 12", "", "", MinionClass.STEADY);
    }

    @Test
    void onlyWhatHasChangedIsTold() {
        changes.look(List.of(row("a", "UP", 1), row("b", "UP", 1)));

        Changes.Moment moment =
                changes.look(List.of(row("a", "UP", 1), row("b", "DOWN", 1))).orElseThrow();

        assertThat(moment.changed()).extracting(MinionRow::id).containsExactly("b");
        assertThat(moment.gone()).isEmpty();
    }

    @Test
    void aSignOfLifeAloneIsNoNewsForHalfAMinute() {
        changes.look(List.of(row("a", "UP", 100)));

        assertThat(changes.look(List.of(row("a", "UP", 110)))).isEmpty();
        assertThat(changes.look(List.of(row("a", "UP", 120)))).isEmpty();
        assertThat(changes.look(List.of(row("a", "UP", 130)))).isPresent();
    }

    @Test
    void whoIsGoneIsNamed() {
        changes.look(List.of(row("a", "UP", 1), row("b", "UP", 1)));

        assertThat(changes.look(List.of(row("b", "UP", 1))).orElseThrow().gone())
                .containsExactly("a");
    }

    @Test
    void whoComesBackIsToldWhatHeMissedAsOne() {
        changes.look(List.of(row("a", "UP", 1), row("b", "UP", 1)));
        long seen = changes.number();
        changes.look(List.of(row("a", "DOWN", 1), row("b", "UP", 1)));
        changes.look(List.of(row("a", "UP", 1), row("c", "UP", 1)));

        Changes.Moment missed = changes.since(seen).orElseThrow();

        assertThat(missed.changed()).extracting(MinionRow::id).containsExactlyInAnyOrder("a", "c");
        assertThat(missed.changed()).extracting(MinionRow::word).containsOnly("UP");
        assertThat(missed.gone()).containsExactly("b");
        assertThat(changes.since(changes.number()).orElseThrow().changed()).isEmpty();
    }

    @Test
    void whoWasAwayForTooLongHasToBeginAnew() {
        for (int moment = 0; moment < 400; moment++) {
            changes.look(List.of(row("a", moment % 2 == 0 ? "UP" : "DOWN", 1)));
        }

        assertThat(changes.since(1)).isEmpty();
        assertThat(changes.since(changes.number() + 1)).isEmpty();
        assertThat(changes.since(changes.number() - 10)).isPresent();
    }
}
