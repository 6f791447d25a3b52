package io.brine.target;

import static org.assertj.core.api.Assertions.assertThat;

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

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(catastrophe.matchesStart(text)).isFalse();
            assertThat(deep.matchesStart(text)).isFalse();
            assertThat(Fnmatch.matches("*a".repeat(500) + "b", text)).isFalse();
        });
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
