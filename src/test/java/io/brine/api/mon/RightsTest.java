package io.brine.api.mon;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.api.ApiSession;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RightsTest {
    private static List<Object> of(Object... rules) {
        return Rights.of(new ApiSession("", "", "ann", "auto", 0, 0, List.of(rules), new ApiSession.Life()))
                .words();
    }

    @Test
    void aRightHoldsThoseBeforeIt() {
        assertThat(of(Map.of("@mon", List.of("view")))).containsExactly("view");
        assertThat(of(Map.of("@mon", List.of("operate")))).containsExactly("view", "operate");
        assertThat(of(Map.of("@mon", "repair"))).containsExactly("view", "operate", "repair");
    }

    @Test
    void whoMayRunEverythingMayLook() {
        assertThat(of(".*")).containsExactly("view", "operate", "repair", "results");
        assertThat(of("@runner")).containsExactly("view", "operate", "repair", "results");
        assertThat(of("@mon")).containsExactly("view", "operate", "repair");
    }

    @Test
    void whoMayRunSomethingMayNot() {
        assertThat(of("test.*", Map.of("web*", List.of("pkg.*")))).isEmpty();
    }

    @Test
    void resultsOfOthersAreForThoseWhoMayLookUpJobs() {
        assertThat(of(Map.of("@mon", List.of("view")), "@jobs")).containsExactly("view", "results");
    }
}
