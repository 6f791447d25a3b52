package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.monitor.health.HealthBook.MinionView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthAnswersTest {
    private static MinionView minion(String id, HealthWord word, MinionClass kind) {
        return new MinionView(id, word, HealthPhase.DOWN, DownClass.NONE, "", 1, "", -1, 0, false, kind, "", 0);
    }

    @Test
    void ofThoseThatAreNotUpTheWorstAreShownFirstAndLaptopsThatAreAwayLast() {
        List<MinionView> minions = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            minions.add(minion("lap" + number, HealthWord.DOWN, MinionClass.ROAMING));
        }
        minions.add(minion("up1", HealthWord.UP, MinionClass.STEADY));
        minions.add(minion("new1", HealthWord.SUSPECT, MinionClass.STEADY));
        minions.add(minion("web1", HealthWord.FAILED, MinionClass.STEADY));

        assertThat(HealthAnswers.notUp(minions))
                .hasSize(200)
                .doesNotContainKey("up1")
                .extracting(others -> others.keySet().stream().limit(3).toList())
                .isEqualTo(List.of("web1", "new1", "lap0"));
    }
}
