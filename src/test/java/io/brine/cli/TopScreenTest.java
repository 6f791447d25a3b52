package io.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopScreenTest {
    private static Map<String, Object> tree(int minions) {
        List<Object> rows = new ArrayList<>();
        for (int number = 0; number < minions; number++) {
            rows.add(List.of("web" + number, "UP", 900L, "fra", 900L, "", 7L, 990L, "3006.9", "Debian 12", "", ""));
        }
        rows.add(List.of(
                "db\u001b[2J1", "FAILED", 0L, "", 0L, "closed", -1L, 1L, "", "", "two repairs did not help", ""));
        Map<String, Object> pulse = Map.of(
                "health", "OK", "queue", 3, "busy", 1, "threads", 8, "events", 4.5, "links", 2, "waiting", 0, "dropped",
                0);
        return Map.of(
                "master",
                "salt",
                "fleet",
                Map.of("at", 1_000_000L, "n", rows.size(), "words", Map.of("UP", minions, "FAILED", 1), "pulse", pulse),
                "minions",
                rows,
                "trouble",
                Map.of("on", false));
    }

    @Test
    void theWorstIsFirstAndNothingIsWiderOrLongerThanTheTerminal() {
        List<String> lines = new TopScreen(false, 80, 24).lines(tree(100));

        assertThat(lines).hasSizeLessThan(24).allMatch(line -> line.length() <= 80);
        assertThat(lines.get(0)).startsWith("salt   itself ok").endsWith("00:16:40 UTC");
        assertThat(lines.get(1)).startsWith("101 minions   ● 100 up   ■ 1 failed");
        assertThat(lines.get(5)).startsWith("■ FAILED");
        assertThat(lines.get(6)).startsWith("● UP").contains("web0", "fra", "10 s", "7 ms");
    }

    @Test
    void laptopsThatAreAwayStandBehindAllButThoseThatAreUp() {
        Map<String, Object> tree = new HashMap<>(tree(1));
        List<Object> rows = new ArrayList<>((List<?>) tree.get("minions"));
        rows.add(0, List.of("lap1", "DOWN", 0L, "", 0L, "closed", -1L, 1L, "", "", "", "", "roaming"));
        rows.add(List.of("web9", "DEGRADED", 0L, "", 0L, "", 7L, 1L, "", "", "slow", "", ""));
        tree.put("minions", rows);

        List<String> lines = new TopScreen(false, 80, 0).lines(tree);

        assertThat(lines.subList(5, 9))
                .extracting(line -> line.substring(2).split(" +")[0])
                .containsExactly("FAILED", "DEGRADED", "DOWN", "UP");
    }

    @Test
    void whatAMinionCallsItselfMovesNoCursor() {
        assertThat(String.join("\n", new TopScreen(false, 80, 0).lines(tree(0))))
                .doesNotContain("\u001b");
    }

    @Test
    void coloursAreOnlyThereWhenTheyAreWanted() {
        assertThat(new TopScreen(true, 80, 0).lines(tree(0)).get(5)).startsWith("\u001b[97;41m■ FAILED");
    }
}
