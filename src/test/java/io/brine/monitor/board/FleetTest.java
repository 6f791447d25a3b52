package io.brine.monitor.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.monitor.health.MinionClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static MinionRow row(String id, String word, MinionClass kind) {
        return new MinionRow(id, word, 1, "", 0, "", -1, 0, "", "", "", "", kind);
    }

    @Test
    void theWorstComeFirstAndLaptopsThatAreAwayHideNothing() {
        List<MinionRow> rows = new ArrayList<>();
        rows.add(row("up1", "UP", MinionClass.STEADY));
        for (int number = 0; number < 600; number++) {
            rows.add(row("lap" + number, "DOWN", MinionClass.ROAMING));
        }
        rows.add(row("slow1", "DEGRADED", MinionClass.STEADY));
        rows.add(row("web1", "DOWN", MinionClass.STEADY));
        rows.add(row("lap-odd", "FAILED", MinionClass.ROAMING));

        List<MinionRow> worst = Fleet.worst(rows);

        assertThat(worst).hasSize(500);
        assertThat(worst).extracting(MinionRow::id).startsWith("lap-odd", "web1", "slow1", "lap0");
    }

    @Test
    void theClassIsTheLastFieldOfARowAndEmptyForWhoIsMeantToStay() {
        assertThat(row("lap1", "UP", MinionClass.ROAMING).asList()).hasSize(13).endsWith("roaming");
        assertThat(row("web1", "UP", MinionClass.STEADY).asList()).hasSize(13).endsWith("");
        assertThat(row("lap1", "UP", MinionClass.ROAMING).isLike(row("lap1", "UP", MinionClass.STEADY)))
                .isFalse();
    }
}
