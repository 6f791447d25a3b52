package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Json;
import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.functions.FunctionModule;
import io.brine.functions.PublishedArguments;
import io.brine.functions.TestCallContext;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people saw when they asked a real minion: {@code salt web1 <function> <arguments>}. */
class RecordedCommandsTest {
    /** No such module, no such function, an argument too many, one too few, and a documentation. */
    @ParameterizedTest
    @ValueSource(strings = {"c067", "c068", "c069", "c072", "c075", "c100"})
    void theSameCommandShowsTheSameText(String id) throws Exception {
        Map<String, Object> recorded = recorded(id);
        List<?> argv = (List<?>) recorded.get("argv");
        TestCallContext context = TestCallContext.of(ModuleList.all().toArray(FunctionModule[]::new));
        Object[] arg =
                PublishedArguments.parseInput(argv.subList(2, argv.size())).toArray();

        Object returned = context.run((String) argv.get(1), arg).returned();

        assertThat(shown(returned)).isEqualTo(((String) recorded.get("stdout")).strip());
    }

    /** As the outputter {@code nested} indents the text of one minion, and as documentation is printed. */
    private static String shown(Object returned) {
        if (returned instanceof Map<?, ?> docs) {
            return docs.entrySet().stream()
                    .map(doc -> doc.getKey() + ":\n" + doc.getValue())
                    .collect(Collectors.joining("\n"))
                    .strip();
        }
        String text = PyText.str(returned).stripTrailing();
        return "web1:\n" + text.lines().map(line -> "    " + line).collect(Collectors.joining("\n"));
    }

    private static Map<String, Object> recorded(String id) throws Exception {
        try (InputStream in = RecordedCommandsTest.class.getResourceAsStream("/vectors/cli/" + id + ".json")) {
            return Trees.fields(Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }
}
