package io.brine.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedArgumentsTest {
    private static final Parameters NAMED = Parameters.of("name", "test=False");

    @Test
    void aMarkedMapAndPairsOfTextAreKeywordArguments() {
        PublishedArguments split =
                PublishedArguments.of(NAMED, List.of("a b", 3L, "test=yes", Map.of("__kwarg__", true, "name", "x")));

        assertThat(split.args()).containsExactly("a b", 3L);
        assertThat(split.kwargs()).containsExactlyInAnyOrderEntriesOf(Map.of("test", true, "name", "x"));
    }

    @Test
    void aMapWhoseMarkerIsNotTrueIsPositional() {
        Map<String, Object> map = Map.of("__kwarg__", "yes", "name", "x");

        assertThat(PublishedArguments.of(NAMED, List.of(map)).args()).containsExactly(Map.of("name", "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a==b", "1a=b", "a b=c", "=x", "a=b\nc", "-o=1"})
    void whatOnlyLooksLikeAPairIsPositional(String text) {
        assertThat(PublishedArguments.of(NAMED, List.of(text)).args()).containsExactly(text);
    }

    @Test
    void keywordsTheFunctionDoesNotTakeAreNamedTogether() {
        assertThatThrownBy(() -> PublishedArguments.of(NAMED, List.of("x=1", "y=[a]")))
                .isInstanceOf(InvocationException.class)
                .hasMessage("The following keyword arguments are not valid: x=1, y=['a']");
    }

    @Test
    void wordsAreReadAsYamlWhereThatIsSafe() {
        List<Object> read = Arrays.asList(
                        "1", "1.5", "yes", "None", "{a: 1}", "a: 1", "[1, 2]", "- 1", "1_000", "", "#x", "a # b",
                        "x\ty", "|", "!", "foo: [", "~")
                .stream()
                .map(PublishedArguments::readWord)
                .toList();

        assertThat(read)
                .containsExactly(
                        1L,
                        1.5,
                        true,
                        null,
                        Map.of("a", 1L),
                        "a: 1",
                        List.of(1L, 2L),
                        "- 1",
                        "1_000",
                        "",
                        "#x",
                        "a # b",
                        "x\ty",
                        "|",
                        "!",
                        "foo: [",
                        null);
    }

    @Test
    void typedWordsBecomeAnArgListWithTheKeywordsLast() {
        assertThat(PublishedArguments.parseInput(List.of("k=v", "1", "x")))
                .containsExactly(1L, "x", Map.of("__kwarg__", true, "k", "v"));
    }

    @Test
    void aReturnShowsTheArgumentsWithoutTheMarker() {
        assertThat(PublishedArguments.withoutMarkers(List.of("a", Map.of("__kwarg__", true, "k", "v"))))
                .containsExactly("a", Map.of("k", "v"));
    }
}
