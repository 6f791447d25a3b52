package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Json;
import io.brine.data.Trees;
import io.brine.functions.TestCallContext;
import io.brine.grains.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls whose answers Salt 3006.0 gave: the file before, the call with {@code @} for its directory, the return or the
 * error, the file and its mode after.
 */
class FileVectorsTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors/file-edits.json");

    private @TempDir Path directory;

    @TestFactory
    Stream<DynamicTest> everyCallAnswersWhatSaltAnswered() throws IOException {
        List<?> cases = (List<?>) Json.parse(Files.readString(VECTORS));
        return IntStream.range(0, cases.size()).mapToObj(number -> {
            Map<String, Object> vector = Trees.fields(cases.get(number));
            String name = number + " " + vector.get("fun") + vector.get("args") + vector.get("kwargs");
            return DynamicTest.dynamicTest(name, () -> check(number, vector));
        });
    }

    private void check(int number, Map<String, Object> vector) throws Exception {
        Path below = Files.createDirectory(directory.resolve("case" + number));
        Path file = Files.writeString(below.resolve("f"), (String) vector.get("before"));
        Files.setAttribute(file, "unix:mode", 0640);
        List<Object> args = new ArrayList<>(List.of(file.toString()));
        args.addAll((List<?>) vector.get("args"));
        TestCallContext context = TestCallContext.of(new FileModule(Host.thisMachine(), Clock.systemDefaultZone()));

        try {
            Object answer = context.call((String) vector.get("fun"), args, Trees.fields(vector.get("kwargs")));

            assertThat(vector).doesNotContainKey("error");
            Object shown = answer instanceof String text ? text.replace(below.toString(), "@") : answer;
            assertThat(Json.dump(shown)).isEqualTo(Json.dump(vector.get("ret")));
        } catch (Exception error) {
            if (!vector.containsKey("error")) {
                throw error;
            }
            String message =
                    error instanceof IOException io ? OsErrors.describe(io) : String.valueOf(error.getMessage());
            assertThat(message.replace(below.toString(), "@")).isEqualTo(((List<?>) vector.get("error")).get(1));
        }
        assertThat(Files.isRegularFile(file) ? Files.readString(file) : null).isEqualTo(vector.get("after"));
        Object mode =
                Files.exists(file) ? Integer.toOctalString(FileStat.of(file).mode() & 07777) : null;
        assertThat(mode).isEqualTo(vector.get("mode"));
    }
}
