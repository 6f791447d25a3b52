package io.brine.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BatchSizeTest {
    @Test
    void aNumberIsThatNumberWhateverTheTarget() {
        assertThat(BatchSize.parse("3").of(100)).isEqualTo(3);
    }

    @Test
    void aPercentageIsRoundedDownButNeverToNobody() {
        assertThat(BatchSize.parse("10%").of(25)).isEqualTo(2);
        assertThat(BatchSize.parse("10%").of(3)).isEqualTo(1);
        assertThat(BatchSize.parse("%50").of(4)).isEqualTo(2);
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> BatchSize.parse("some")).hasMessageContaining("Invalid batch data sent: some");
    }
}
