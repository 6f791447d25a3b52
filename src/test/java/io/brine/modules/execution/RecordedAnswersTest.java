package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Json;
import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.PublishedArguments;
import io.brine.functions.Registrar;
import io.brine.functions.TestCallContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Salt 3006.0 answered to the same calls with the same grains, pillar and configuration. */
class RecordedAnswersTest {
    private static final Map<String, Object> RECORDED = recorded();

    static Stream<Map<String, Object>> cases() {
        return list("cases").stream().map(Trees::fields);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameCallHasTheSameAnswer(Map<String, Object> recorded) {
        TestCallContext context = TestCallContext.of(ModuleList.all().toArray(FunctionModule[]::new));
        Trees.fields(RECORDED.get("grains")).forEach(context::grain);
        Trees.fields(RECORDED.get("pillar")).forEach(context::pillar);
        Trees.fields(RECORDED.get("options")).forEach(context::option);

        Object answer;
        try {
            answer = context.call(
                    (String) recorded.get("fun"),
                    new ArrayList<>((List<?>) recorded.get("args")),
                    Trees.fields(recorded.get("kwargs")));
        } catch (Exception e) {
            answer = e;
        }

        if (recorded.containsKey("error")) {
            assertThat(answer).isInstanceOf(Exception.class);
            assertThat((Exception) answer).hasMessage((String) recorded.get("message"));
        } else {
            assertThat(Trees.same(answer, recorded.get("return")))
                    .as("got %s, Salt %s", PyText.repr(answer), PyText.repr(recorded.get("return")))
                    .isTrue();
        }
    }

    @Test
    void wordsAreReadAlike() {
        List<String> wrong = new ArrayList<>();
        for (Object each : list("words")) {
            List<?> pair = (List<?>) each;
            Object read = PublishedArguments.readWord((String) pair.get(0));
            if (!Trees.same(read, pair.get(1)) || (read instanceof Boolean) != (pair.get(1) instanceof Boolean)) {
                wrong.add(pair.get(0) + ": got " + PyText.repr(read) + ", Salt " + PyText.repr(pair.get(1)));
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void argumentsAreBoundAlike() {
        Map<String, Object> signatures = Trees.fields(RECORDED.get("signatures"));
        TestCallContext context = TestCallContext.of(new Bound(signatures));
        List<String> wrong = new ArrayList<>();
        for (Object each : list("bindings")) {
            List<?> binding = (List<?>) each;
            int given = ((Long) binding.get(1)).intValue();
            String message = null;
            try {
                context.call("bound." + binding.get(0), Collections.nCopies(given, 0L), Trees.fields(binding.get(2)));
            } catch (Exception e) {
                message = e.getMessage();
            }
            if (!java.util.Objects.equals(message, binding.get(3))) {
                wrong.add(binding + ": got " + message);
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void publishedArgumentsAreSplitAlike() {
        List<String> wrong = new ArrayList<>();
        for (Object each : list("splits")) {
            List<?> split = (List<?>) each;
            PublishedArguments got = PublishedArguments.of(Parameters.of("*args", "**kwargs"), (List<?>) split.get(0));
            if (!Trees.same(got.args(), split.get(1)) || !Trees.same(got.kwargs(), split.get(2))) {
                wrong.add(split + ": got " + got);
            }
        }

        assertThat(wrong).isEmpty();
    }

    /** Functions that take what the recording says and do nothing. */
    private record Bound(Map<String, Object> signatures) implements FunctionModule {
        @Override
        public String name() {
            return "bound";
        }

        @Override
        public void register(Registrar functions) {
            signatures.forEach((name, declarations) -> functions.add(
                    name,
                    Parameters.of(((List<?>) declarations).toArray(String[]::new)),
                    "Nothing.",
                    (context, arguments) -> null));
        }
    }

    private static List<?> list(String name) {
        return (List<?>) RECORDED.get(name);
    }

    private static Map<String, Object> recorded() {
        try (InputStream in = RecordedAnswersTest.class.getResourceAsStream("/functions/recorded.json")) {
            return new LinkedHashMap<>(Trees.fields(Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
