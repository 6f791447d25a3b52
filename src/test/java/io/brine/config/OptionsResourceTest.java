package io.brine.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsResourceTest {
    @ParameterizedTest
    @ValueSource(strings = {"master", "minion"})
    void everyOptionWithADefaultIsAKnownName(String role) {
        assertThat(ConfigLoader.defaults(role).keySet()).allMatch(KnownOptions::isKnown);
    }

    @ParameterizedTest
    @CsvSource({
        "intreface, interface",
        "pillar_root, pillar_roots",
        "publihs_port, publish_port",
        "nodegroup, nodegroups"
    })
    void aNearMissIsRecognised(String written, String meant) {
        assertThat(KnownOptions.remark(written))
                .hasValueSatisfying(text -> assertThat(text).endsWith("did you mean '" + meant + "'?"));
    }

    @Test
    void aNameOfOnesOwnSaysNothing() {
        assertThat(KnownOptions.remark("acme.backup_target")).isEmpty();
        assertThat(KnownOptions.remark("role")).isEmpty();
    }

    @Test
    void thisHostHasAName() {
        assertThat(HostName.ofThisHost().name()).isNotEmpty();
    }
}
