package io.brine.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "web* web1 true",
                "web* Web1 false",
                "*.net a.net true",
                "w?b web true",
                "w?b wb false",
                "web[1-3] web2 true",
                "web[!1-3] web2 false",
                "web[!1-3] web4 true",
                "web[]] web] true",
                "web[ web[ true",
                "web[a web[a true",
                "[z-a] m false",
                "[!z-a] m true",
                "a.c abc false",
                "*a*b*c xaybzc true",
                "*a*b*c xaybz false",
                "** anything true",
                "host(1) host(1) true",
            })
    void shellPatternsAreThoseOfFnmatch(String pattern, String text, boolean matches) {
        assertThat(Fnmatch.matches(pattern, text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "web web1.net true",
                "web1\\Z web1.net false",
                "web1\\Z web1 true",
                "(?P<role>web|db)\\d+ db7 true",
                "(?P<a_b>w)eb(?P=a_b) webw true",
                "(?#comment)web web true",
                "(?i)WEB web true",
                "(?i:W)eb web true",
                "w{,2}x wwx true",
                "w{x w{x true",
                "a{ a{ true",
                "[[]a [a true",
                "[]a]+ ]a true",
                "[a&&b]+ a&b true",
                "\\x41 A true",
                "\\101 A true",
                "(a)\\1 aa true",
                "web|db db true",
                "^web$ web true",
                "[^\\W\\d]+ab éab true",
                "(?<=a)b ab false",
                "a(?=b) ab true",
                "\\d+ ٣ true",
            })
    void regularExpressionsAreThoseOfPython(String pattern, String text, boolean matches) {
        assertThat(PyRegex.compile(pattern))
                .hasValueSatisfying(
                        regex -> assertThat(regex.matchesStart(text)).isEqualTo(matches));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web(",
                "[a",
                "\\Q",
                "\\p{L}",
                "\\k<a>",
                "(?P<a>x)(?P<a>y)",
                "(?P=no)",
                "a\\",
                "*",
                "\\h",
                "(?L)a"
            })
    void whatPythonRefusesIsRefused(String pattern) {
        assertThat(PyRegex.compile(pattern)).isEmpty();
    }

    @Test
    void noPatternCanHoldAThread() {
        PyRegex catastrophe = PyRegex.compile("(a+)+$").orElseThrow();
        PyRegex deep = PyRegex.compile("(a|b)*c").orElseThrow();
        String text = "a".repeat(60_000) + "!";

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(catastrophe.matchesStart(text)).isFalse();
            assertThat(deep.matchesStart(text)).isFalse();
            assertThat(Fnmatch.matches("*a".repeat(500) + "b", text)).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a+ X 0 baac bXc 1",
                "a X 1 aaa Xaa 1",
                "(?P<a_b>w)(e) \\2\\g<a_b>\\g<1> 0 web ewwb 1",
                "x* - 0 abxd -a-b--d- 5",
                "z X 0 abc abc 0",
            })
    void replacingIsThatOfPython(String pattern, String by, int most, String text, String after, int count) {
        PyRegex regex = PyRegex.compile(pattern).orElseThrow();

        assertThat(regex.replace(text, by, most)).isEqualTo(new PyRegex.Replaced(after, count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\q", "\\2", "\\g<no>"})
    void aReplacementPythonRefusesIsRefused(String replacement) {
        PyRegex regex = PyRegex.compile("(a)").orElseThrow();

        assertThatThrownBy(() -> regex.replace("a", replacement, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void flagsAreThoseOfPython() {
        assertThat(finds("WEB", PyRegex.IGNORECASE, "web")).isTrue();
        assertThat(finds("^b$", PyRegex.MULTILINE, "a\nb\nc")).isTrue();
        assertThat(finds("^b$", 0, "a\nb\nc")).isFalse();
        assertThat(finds("a.b", PyRegex.DOTALL, "a\nb")).isTrue();
        assertThat(finds("a b # twice", PyRegex.VERBOSE, "ab")).isTrue();
        assertThat(finds("\\w", PyRegex.ASCII, "é")).isFalse();
        assertThat(finds("\\w", 0, "é")).isTrue();
    }

    private static boolean finds(String pattern, int flags, String text) {
        return PyRegex.compile(pattern, flags).orElseThrow().finds(text);
    }

    @Test
    void aReplacementThatWouldTakeForeverIsRefusedAndALargeTextIsNot() {
        PyRegex catastrophe = PyRegex.compile("(a+)+$").orElseThrow();
        String large = "some words and a line\n".repeat(200_000);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThatThrownBy(() -> catastrophe.replace("a".repeat(5000) + "!", "b", 0))
                        .hasMessageContaining("too many steps"));
        assertThat(PyRegex.compile("a line$", PyRegex.MULTILINE)
                        .orElseThrow()
                        .replace(large, "b", 0)
                        .count())
                .isEqualTo(200_000);
    }

    @ParameterizedTest
    @CsvSource({
        "web1, web1, true",
        "web?, web1, true",
        "web[0-9]+, web12, true",
        "web[0-9]+, xweb12, false",
        "web(, web, false"
    })
    void anExpressionIsANameAPatternOrARegularExpression(String expression, String name, boolean matches) {
        assertThat(Expression.compile(expression).matches(name)).isEqualTo(matches);
    }
}
