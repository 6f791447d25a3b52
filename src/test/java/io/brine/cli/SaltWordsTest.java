package io.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SaltWordsTest {
    @Test
    void wordsAfterTheFunctionAreTypedAndNamedOnesComeLast() {
        SaltWords words = words("web*", "test.arg", "1", "a=2", "[1, x]", "yes", "text");

        assertThat(words.tgt()).isEqualTo("web*");
        assertThat(words.fun()).isEqualTo("test.arg");
        assertThat(words.arg()).containsExactly(1L, List.of(1L, "x"), true, "text", Map.of("__kwarg__", true, "a", 2L));
    }

    @Test
    void aJobIdStaysText() {
        assertThat(words("*", "saltutil.find_job", "20261120231458427663").arg())
                .containsExactly("20261120231458427663");
    }

    @Test
    void aListOfMinionsIsSeparatedByCommasOrBlanks() {
        assertThat(list("web1, db1")).isEqualTo(List.of("web1", "db1"));
        assertThat(list("web1  db1")).isEqualTo(List.of("web1", "db1"));
    }

    @Test
    void severalFunctionsHaveTheirArgumentsBetweenSeparators() {
        assertThat(words("*", "test.ping,test.echo,test.arg", ",", "hi", ",", "1", "2")
                        .arg())
                .containsExactly(List.of(), List.of("hi"), List.of(1L, 2L));
        assertThat(words("*", "test.ping,test.echo", ",hi").arg()).containsExactly(List.of(), List.of("hi"));
    }

    @Test
    void missingWordsEndTheCommandWith42() {
        assertThatThrownBy(() -> words())
                .isInstanceOfSatisfying(
                        ExitException.class, end -> assertThat(end.code()).isEqualTo(42))
                .hasMessageContaining("Cannot execute command without defining a target.");
        assertThatThrownBy(() -> words("web1")).hasMessageContaining("Incomplete options passed.");
        assertThatThrownBy(() -> words("*", "a.b,c.d", "x"))
                .hasMessageContaining("Cannot execute compound command without defining all arguments.");
    }

    @Test
    void namedValuesMayBeKeptAsText() {
        Given given = new Given(Map.of("no_parse", "v"), List.of("*", "f.g", "v=1", "w=1"));

        assertThat(SaltWords.of(given).arg()).containsExactly(Map.of("__kwarg__", true, "v", "1", "w", 1L));
    }

    private static SaltWords words(String... words) {
        return SaltWords.of(new Given(Map.of(), Arrays.asList(words)));
    }

    private static Object list(String ids) {
        return SaltWords.of(new Given(Map.of("list", true), List.of(ids, "test.ping")))
                .tgt();
    }
}
