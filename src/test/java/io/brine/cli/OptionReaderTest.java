package io.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionReaderTest {
    @Test
    void optionsAndWordsMayStandInAnyOrder() {
        Given given = read("-G", "os:Debian", "--out=json", "test.ping", "-t", "3", "-v");

        assertThat(given.words()).containsExactly("os:Debian", "test.ping");
        assertThat(given.flag("grain")).isTrue();
        assertThat(given.text("output")).contains("json");
        assertThat(given.number("timeout", 0)).isEqualTo(3);
        assertThat(given.flag("verbose")).isTrue();
    }

    @Test
    void shortOptionsMayBeRunTogetherWithAValueAtTheEnd() {
        Given given = read("-svb2", "*", "test.ping");

        assertThat(given.flag("static")).isTrue();
        assertThat(given.flag("verbose")).isTrue();
        assertThat(given.text("batch")).contains("2");
    }

    @Test
    void longOptionsMayBeShortenedWhileTheyAreUnique() {
        assertThat(read("--summ", "*").flag("cli_summary")).isTrue();
        assertThatThrownBy(() -> read("--batch-safe", "3"))
                .hasMessageContaining("ambiguous option: --batch-safe (--batch-safe-limit, --batch-safe-size?)");
    }

    @Test
    void twoDashesEndTheOptions() {
        assertThat(read("*", "cmd.run", "--", "-v").words()).containsExactly("*", "cmd.run", "-v");
    }

    @Test
    void anUnknownOptionIsRefusedInTheWordsOfSalt() {
        assertThatThrownBy(() -> read("--nope"))
                .isInstanceOfSatisfying(
                        ExitException.class, end -> assertThat(end.code()).isEqualTo(64))
                .hasMessage(
                        "Usage: salt [options] '<target>' <function> [arguments]\n\nsalt: error: no such option: --nope\n");
    }

    @Test
    void aMissingValueAndAWrongNumberAreRefused() {
        assertThatThrownBy(() -> read("-b")).hasMessageContaining("-b option requires 1 argument");
        assertThatThrownBy(() -> read("-t", "soon")).hasMessageContaining("option -t: invalid integer value: 'soon'");
        assertThatThrownBy(() -> read("--static=1")).hasMessageContaining("--static option does not take a value");
    }

    @Test
    void onlyOneKindOfTargetMayBeAsked() {
        assertThatThrownBy(() -> SaltOptions.targetKind(read("-E", "-L", "x"), SaltOptions.SYNOPSIS))
                .hasMessageContaining(
                        "The options --pcre/--list are mutually exclusive. Please only choose one of them");
    }

    private static Given read(String... words) {
        return OptionReader.read(SaltOptions.SYNOPSIS, List.of(words));
    }
}
