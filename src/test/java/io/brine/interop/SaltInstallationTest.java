package io.brine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaltInstallationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"salt-master 3006.0 (Sulfur)", "salt-master 3006.11", "salt-master 3007.3", "salt-master 3005"})
    void oldMinionsKnowProtocolTwoAtMost(String version) {
        assertThat(SaltInstallation.isOfProtocolTwo(version)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt-master 3006.12 (Sulfur)", "salt-master 3007.4", "salt-master 3008.0 (Argon)"})
    void newerMinionsKnowProtocolThree(String version) {
        assertThat(SaltInstallation.isOfProtocolTwo(version)).isFalse();
    }

    @Test
    void whatIsNoVersionIsSaid() {
        assertThatThrownBy(() -> SaltInstallation.isOfProtocolTwo("Traceback")).hasMessageContaining("Traceback");
    }
}
