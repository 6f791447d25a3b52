package io.brine.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.monitor.HealthReport.Check;
import io.brine.monitor.HealthReport.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthReportTest {
    private static Check check(Word word, boolean needed) {
        return new Check("c" + word, word, needed, "because");
    }

    @Test
    void theWordIsTheWorstAndCriticalIsWorseThanUnknown() {
        assertThat(new HealthReport(List.of(check(Word.OK, true))).word()).isEqualTo(Word.OK);
        assertThat(new HealthReport(List.of(check(Word.WARNING, true), check(Word.UNKNOWN, true))).word())
                .isEqualTo(Word.UNKNOWN);
        assertThat(new HealthReport(List.of(check(Word.CRITICAL, false), check(Word.UNKNOWN, true))).word())
                .isEqualTo(Word.CRITICAL);
        assertThat(new HealthReport(List.of()).word()).isEqualTo(Word.UNKNOWN);
    }

    @Test
    void onlyWhatIsNeededAndBrokenMakesAMasterNotReady() {
        assertThat(new HealthReport(List.of(check(Word.CRITICAL, false), check(Word.WARNING, true))).isReady())
                .isTrue();
        assertThat(new HealthReport(List.of(check(Word.CRITICAL, true))).notReady())
                .containsExactly("cCRITICAL: because");
    }

    @Test
    void exitCodesAreThoseOfNagios() {
        assertThat(List.of(Word.values())).extracting(Word::exitCode).containsExactly(0, 1, 2, 3);
    }
}
