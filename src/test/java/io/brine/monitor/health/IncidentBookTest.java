package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.monitor.health.HealthBook.IncidentView;
import io.brine.monitor.health.HealthBook.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people say and do about incidents. */
class IncidentBookTest {
    private static final long T = 1_000_000_000L;

    private final List<String> told = new ArrayList<>();
    private final IncidentBook book = new IncidentBook(new HealthListener() {
        @Override
        public void onIncident(IncidentView incident, String what) {
            told.add(what + " " + incident.number());
        }
    });

    @Test
    void whoClosesAnIncidentIsInItsStoryAndWhatItsMinionsDoNextOpensAnother() {
        book.attach("web1", "minion:web1", "it does not start", T);

        assertThat(book.close(1, "ann", "a new disk", T + 1)).isTrue();

        assertThat(book.numberOf("web1")).isZero();
        assertThat(book.views().get(0).closedAt()).isEqualTo(T + 1);
        assertThat(book.views().get(0).notes()).endsWith(new Note(T + 1, "ann", "closed: a new disk"));
        assertThat(book.close(1, "ann", "", T + 2)).isFalse();
        book.attach("web1", "minion:web1", "it does not start", T + 3);
        assertThat(book.numberOf("web1")).isEqualTo(2);
        assertThat(told).containsExactly("open 1", "close 1", "open 2");
    }

    @Test
    void aRemarkIsInTheStoryAndDoesNotTakeIt() {
        book.attach("web1", "minion:web1", "it does not start", T);

        assertThat(book.remark(1, "bob", "silenced for 60 min", T + 1)).contains("minion:web1");

        assertThat(book.views().get(0).notes()).endsWith(new Note(T + 1, "bob", "silenced for 60 min"));
        assertThat(book.views().get(0).acknowledgedBy()).isEmpty();
        assertThat(book.remark(7, "bob", "what", T)).isEmpty();
    }

    private List<String> texts() {
        return book.views().get(0).notes().stream().map(Note::text).toList();
    }

    private void aStorm(int minions) {
        for (int number = 0; number < minions; number++) {
            book.attach("web" + number, "storm", "its site is lost", T);
            book.note("web" + number, "port 22 is not reached", T);
        }
    }

    @Test
    void aStormLeavesPlacesForRepairsAndPeopleAndSaysOnceThatMoreWasLeftOut() {
        aStorm(250);
        for (int number = 0; number < 100; number++) {
            book.repairs("web" + number, "restart begins", "auto", T + 1);
            book.done("web" + number, "restart: cured", T + 2);
        }

        book.acknowledge(1, "ann", "a cable", T + 3);
        book.remark(1, "bob", "silenced for 60 min", T + 4);

        assertThat(texts()).endsWith("a cable", "silenced for 60 min");
        assertThat(texts()).contains("web0: restart begins", "web0: restart: cured");
        assertThat(texts().get(400)).isEqualTo("the story is long: more observations were left out");
        assertThat(texts()).containsOnlyOnce("the story is long: more observations were left out");
        assertThat(texts()).hasSize(452);
        assertThat(book.views().get(0).repairs()).isEqualTo(100);
    }

    private void tick() {
        book.tick(minion -> false, key -> false, (minions, when) -> Optional.empty(), T);
    }

    @Test
    void whatIsLeftOutIsNoChangeToBeToldButANewMinionIs() {
        aStorm(250);
        tick();
        told.clear();

        book.note("web1", "port 22 is reached again", T);
        tick();
        assertThat(told).isEmpty();

        book.attach("web250", "storm", "its site is lost", T);
        tick();
        assertThat(told).containsExactly("update 1");
    }

    @Test
    void thatMoreWasLeftOutIsNotSaidAgainAfterARestart() {
        aStorm(250);
        IncidentBook next = new IncidentBook(new HealthListener() {});
        next.restore(book.views());

        next.note("web1", "port 22 is reached again", T + 1);

        assertThat(next.views().get(0).notes()).isEqualTo(book.views().get(0).notes());
    }
}
