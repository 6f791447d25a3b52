package io.brine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JidTest {
    private static final Clock STOPPED = Clock.fixed(Instant.parse("2024-02-29T23:59:58.123456789Z"), ZoneOffset.UTC);

    @Test
    void aJidIsTwentyDigitsOfUtcTime() {
        assertThat(new JidGenerator(STOPPED).next().value()).isEqualTo("20240229235958123456");
    }

    @Test
    void jidsGrowAlsoWhenTheClockStandsStill() {
        JidGenerator generator = new JidGenerator(STOPPED);
        List<Jid> jids = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            jids.add(generator.next());
        }

        assertThat(jids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aUniqueJidEndsInThePid() {
        Jid jid = JidGenerator.unique(STOPPED, 4711).next();

        assertThat(jid.value()).isEqualTo("20240229235958123456_4711");
        assertThat(jid.isTimed()).isTrue();
    }

    @Test
    void theStartTimeIsWhatJobListsShow() {
        assertThat(new Jid("20240229235958123456").startTime()).isEqualTo("2024, Feb 29 23:59:58.123456");
        assertThat(new Jid("req").startTime()).isEmpty();
    }

    @Test
    void namesThatWouldLeaveAFolderAreNoJids() {
        for (String text : new String[] {"", "..", ".", "a/b", "a\\b", "a\0b", "x".repeat(200), "a\nb"}) {
            assertThat(Jid.of(text)).as(text).isEmpty();
        }
        assertThat(Jid.of(20240229235958123L)).isPresent();
        assertThat(Jid.isJid("2024022923595812345x")).isFalse();
        assertThat(Jid.isJid("20240229235958123456_../x")).isFalse();
    }
}
