package io.brine.monitor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as daemons write them, and what they are known as. */
class LogCatalogueTest {
    private static final List<LogRule> RULES = LogRules.catalogue();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "master | Authentication attempt from web1 failed, the public keys did not match. | key-mismatch",
                "master | Requested method not exposed: _prep_auth_info | not-exposed",
                "master | an extra return of job 2026 came from m1: please verify the minion | extra-return",
                "master | a return of m1 for job 20261128 is not taken: not meant for it | foreign-return",
                "master | Failed to raise max open files setting to 100000 | descriptors",
                "master | the return of m1 for job 1 cannot be kept: no space | disk",
                "master | the clock of this host jumped by 172800 s; no job is forgotten | clock-jump",
                "minion | The Salt Master has cached the public key for this node, it will wait | waits-for-key",
                "minion | The master key has changed, the salt master could have been subverted | master-changed",
                "minion | ModuleNotFoundError: No module named 'msgpack' | crash",
                "minion | Data transport is broken, got: None, type: NoneType | file-pull",
                "minion | An instance is already running. Exiting the Salt Minion | second-instance",
                "minion | Unable to load sh beacon | beacon-noise"
            })
    void aKnownLineHasItsRule(String side, String text, String name) {
        LogLine line = new LogLine(side, "x", LogLevel.ERROR, "", text);

        Optional<String> found =
                RULES.stream().filter(rule -> rule.matches(line)).findFirst().map(LogRule::name);

        assertThat(found).contains(name);
    }

    @Test
    void everyRuleHasAMeaningAndANameOfItsOwn() {
        assertThat(RULES).extracting(LogRule::name).doesNotHaveDuplicates();
        assertThat(RULES).allSatisfy(rule -> assertThat(rule.meaning()).isNotBlank());
    }
}
