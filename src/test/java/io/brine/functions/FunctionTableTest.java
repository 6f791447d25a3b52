package io.brine.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionTableTest {
    private final TestCallContext context = TestCallContext.of(new EchoModule());

    @Test
    void aFunctionIsCalledByItsName() throws Exception {
        assertThat(context.call("echo.text", "hi")).isEqualTo("hi");
    }

    @Test
    void anAliasIsTheSameFunction() throws Exception {
        assertThat(context.call("echo.again", "hi")).isEqualTo("hi");
    }

    @Test
    void aDefaultFillsWhatWasNotGiven() throws Exception {
        assertThat(context.call("echo.all", "a")).isEqualTo("a 5 None");
    }

    @Test
    void nilThatWasGivenStaysNil() throws Exception {
        assertThat(context.call("echo.all", "a", null)).isEqualTo("a None None");
    }

    @Test
    void aNameAfterVarargsIsTakenByKeywordOnly() throws Exception {
        assertThat(context.call("echo.rest", List.of(1L, 2L), Map.of("last", "z", "x", "y")))
                .isEqualTo("[1, 2] z {'x': 'y'}");
    }

    @ParameterizedTest(name = "{0} args, {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "echo.none | 1 |  | none() takes 0 positional arguments but 1 was given",
                "echo.text | 0 |  | text() missing 1 required positional argument: 'text'",
                "echo.text | 2 |  | text() takes 1 positional argument but 2 were given",
                "echo.all  | 4 |  | all() takes from 1 to 3 positional arguments but 4 were given",
                "echo.two  | 0 |  | two() missing 2 required positional arguments: 'a' and 'b'",
                "echo.three| 0 |  | three() missing 3 required positional arguments: 'a', 'b', and 'c'",
                "echo.text | 0 | x | text() got an unexpected keyword argument 'x'",
                "echo.text | 1 | text | text() got multiple values for argument 'text'",
                "echo.text | 3 | x | text() got an unexpected keyword argument 'x'",
            })
    void argumentsThatDoNotFitAreRefusedInPythonsWords(String fun, int given, String keyword, String words) {
        List<Object> args = new java.util.ArrayList<>(java.util.Collections.nCopies(given, "v"));
        Map<String, Object> kwargs = new HashMap<>();
        if (keyword != null) {
            kwargs.put(keyword, "v");
        }

        assertThatThrownBy(() -> context.call(fun, args, kwargs))
                .isInstanceOf(ArgumentBindingException.class)
                .hasMessage(words);
    }

    @Test
    void aNameCannotBeRegisteredTwice() {
        assertThatThrownBy(() -> TestCallContext.of(new EchoModule(), new EchoModule()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("registered twice");
    }

    @Test
    void defaultsArePythonLiterals() {
        assertThat(Parameters.of("a=None", "b=True", "c=-3", "d=1.5", "e='x y'", "f=plain", "g=", "h=[]", "i={}")
                        .positional()
                        .stream()
                        .map(Parameters.Parameter::defaultValue))
                .containsExactly(null, true, -3L, 1.5, "x y", "plain", "", List.of(), Map.of());
    }
}
