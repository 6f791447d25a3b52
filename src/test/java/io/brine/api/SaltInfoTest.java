package io.brine.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Json;
import io.brine.data.Trees;
import io.brine.wire.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SaltInfoTest {
    private static final String JOB = "salt/job/20260101000000000001";

    private final SaltInfo info = new SaltInfo();

    private static Event begun(String tag, String fun) {
        return new Event(
                tag + "/new",
                Map.of("minions", List.of("a", "b"), "fun", fun, "tgt", "*", "tgt_type", "glob", "_stamp", "then"));
    }

    private static Event returned(String tag, String id, String fun, Object value) {
        return new Event(tag + "/ret/" + id, Map.of("fun", fun, "return", value, "retcode", 0L, "success", true));
    }

    @Test
    @DisplayName("A job is told when it begins and after each return, and is complete when all have succeeded")
    void jobs() {
        assertThat(info.after(begun(JOB, "test.ping")))
                .containsExactly("{\"jobs\": {\"20260101000000000001\": {\"jid\": \"20260101000000000001\","
                        + " \"start_time\": \"then\", \"minions\": {\"a\": {\"success\": false}, \"b\": {\"success\": false}},"
                        + " \"fun\": \"test.ping\", \"tgt\": \"*\", \"tgt_type\": \"glob\", \"state\": \"running\"}}}");
        info.after(returned(JOB, "a", "test.ping", true));

        List<String> told = info.after(returned(JOB, "b", "test.ping", true));

        Map<String, Object> job = Trees.fields(
                Trees.fields(Trees.fields(Json.parse(told.get(0))).get("jobs")).get("20260101000000000001"));
        assertThat(job)
                .containsEntry("state", "complete")
                .containsEntry(
                        "minions",
                        Map.of(
                                "a", Map.of("return", true, "retcode", 0L, "success", true),
                                "b", Map.of("return", true, "retcode", 0L, "success", true)));
    }

    @Test
    @DisplayName("Minions are told with their grains after a job that asks for them")
    void grains() {
        info.after(begun(JOB, "grains.items"));

        List<String> told = info.after(returned(JOB, "a", "grains.items", Map.of("os", "Debian")));

        assertThat(told).hasSize(2);
        assertThat(told.get(1)).isEqualTo("{\"minions\": [{\"grains\": {\"os\": \"Debian\"}, \"id\": \"a\"}]}");
    }

    @Test
    @DisplayName("Keys and presence change the list of minions; everything else tells nothing")
    void minions() {
        assertThat(info.after(new Event("salt/key", Map.of("act", "accept", "id", "a"))))
                .containsExactly("{\"minions\": [{\"id\": \"a\"}]}");
        assertThat(info.after(new Event("salt/presence/present", Map.of("present", List.of("b")))))
                .containsExactly("{\"minions\": [{\"id\": \"b\"}]}");
        assertThat(info.after(new Event("salt/presence/present", Map.of("present", List.of("b")))))
                .isEmpty();
        assertThat(info.after(new Event("salt/key", Map.of("act", "delete", "id", "b"))))
                .containsExactly("{\"minions\": []}");
        assertThat(info.after(new Event("20260101000000000001", Map.of("minions", List.of("a")))))
                .isEmpty();
        assertThat(info.after(new Event("salt/job/error", Map.of()))).isEmpty();
        assertThat(info.after(new Event("salt/auth", Map.of("id", "a")))).isEmpty();
    }

    @Test
    @DisplayName("Only the last hundred jobs are kept")
    void bounded() {
        for (int number = 0; number < 150; number++) {
            info.after(begun("salt/job/" + (20260101000000000L + number) + "000", "test.ping"));
        }

        String told = info.after(begun(JOB, "test.ping")).get(0);

        assertThat(Trees.fields(Trees.fields(Json.parse(told)).get("jobs")))
                .hasSize(100)
                .containsKey("20260101000000000001");
    }
}
