package io.brine.fileserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.config.ConfigLoader;
import io.brine.config.MasterConfig;
import io.brine.config.Surroundings;
import io.brine.wire.MinionId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileServerTest {
    private static final String NO_FILE = "{path=, rel=}";

    @TempDir
    Path dir;

    private final Map<String, Object> options = new HashMap<>();

    @BeforeEach
    void roots() throws IOException {
        write("base/web/nginx.conf", "worker 1;\n");
        write("base/top.sls", "base: {}\n");
        write("second/top.sls", "second\n");
        write("second/only.txt", "2");
        write("dev/x", "dev");
        write("any-feature/y", "y");
        write("base-private/secret", "s");
        write("outside", "o");
        Files.createDirectories(dir.resolve("base/empty"));
        options.put(
                "file_roots",
                Map.of(
                        "base", List.of(dir + "/base", dir + "/second", dir + "/missing"),
                        "dev", List.of(dir + "/dev"),
                        "__env__", List.of(dir + "/any-__env__")));
    }

    @Test
    void theFirstRootThatHasAFileWins() {
        Map<?, ?> found = (Map<?, ?>) ask("_file_find", "path", "top.sls");

        assertThat(found.get("path")).isEqualTo(dir + "/base/top.sls");
        assertThat(found.get("rel")).isEqualTo("top.sls");
        assertThat(found.get("back")).isEqualTo("roots");
        assertThat((List<?>) found.get("stat")).hasSize(10);
        assertThat(((List<?>) found.get("stat")).get(6)).isEqualTo(9L);
        assertThat(((Map<?, ?>) ask("_file_find", "path", "top.sls?index=1")).get("path"))
                .isEqualTo(dir + "/second/top.sls");
        assertThat(ask("_file_find", "path", "top.sls?index=9")).hasToString(NO_FILE);
    }

    @Test
    void thePathMayNameTheEnvironmentAndAnEscapedOneMayNot() throws IOException {
        write("base/odd?saltenv=dev", "odd");

        assertThat(((Map<?, ?>) ask("_file_find", "path", "x?saltenv=dev")).get("rel"))
                .isEqualTo("x");
        assertThat(((Map<?, ?>) ask("_file_find", "path", "|odd?saltenv=dev")).get("rel"))
                .isEqualTo("odd?saltenv=dev");
    }

    @Test
    void anEnvironmentNobodyConfiguredIsServedFromItsPattern() {
        assertThat(((Map<?, ?>) ask("_file_find", "path", "y", "saltenv", "feature")).get("rel"))
                .isEqualTo("y");
        assertThat(ask("_file_envs")).isEqualTo(List.of("__env__", "base", "dev"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside",
                "..",
                "web/../../outside",
                "/etc/passwd",
                "|../outside",
                "x?saltenv=../../..",
                "web/..",
                "a\0b",
                "",
                "top.sls/../../base-private/secret",
                "|/etc/passwd",
                "?saltenv=dev"
            })
    void noPathLeadsOut(String path) {
        for (String cmd : List.of("_file_find", "_file_hash", "_serve_file", "_file_hash_and_stat")) {
            String reply = String.valueOf(ask(cmd, "path", path, "loc", 0L));
            assertThat(reply)
                    .doesNotContain("passwd")
                    .doesNotContain("outside")
                    .doesNotContain("stat")
                    .doesNotContain("hsum");
        }
        assertThat(ask("_file_find", "path", path)).hasToString(NO_FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../..", "/", "", ".", "..", "feature/../../base", "nosuch\0"})
    void noEnvironmentLeadsOut(String saltenv) {
        assertThat(ask("_file_find", "path", "y", "saltenv", saltenv)).hasToString(NO_FILE);
        assertThat(ask("_file_list", "saltenv", saltenv)).isEqualTo(List.of());
    }

    @Test
    void whatIsNoTextFindsNothing() {
        for (Object odd : Arrays.asList(List.of("top.sls"), Map.of(), 7L, null, true)) {
            assertThat(ask("_file_find", "path", odd)).hasToString(NO_FILE);
            assertThat(ask("_file_hash", "path", odd)).isEqualTo("");
            assertThat(ask("_file_hash", "path", "top.sls", "saltenv", odd)).isEqualTo("");
        }
        assertThat(ask("_file_find", "path", "top.sls".getBytes(StandardCharsets.UTF_8)))
                .asString()
                .contains("rel=top.sls");
    }

    @Test
    void linksAreFollowedOnlyIfSaid() throws IOException {
        Files.createSymbolicLink(dir.resolve("base/link"), dir.resolve("outside"));
        Files.createSymbolicLink(dir.resolve("base/inside"), Path.of("top.sls"));
        Files.createSymbolicLink(dir.resolve("base/loop"), dir.resolve("base"));

        assertThat(ask("_file_find", "path", "link")).asString().contains("rel=link");
        assertThat(ask("_symlink_list")).isEqualTo(Map.of("inside", "top.sls", "loop", dir + "/base"));
        assertThat((List<?>) ask("_file_list")).hasSizeLessThan(20);

        options.put("fileserver_followsymlinks", false);
        assertThat(ask("_file_find", "path", "link")).hasToString(NO_FILE);
        assertThat(ask("_file_find", "path", "inside")).asString().contains("rel=inside");
        assertThat(((Map<?, ?>) ask("_symlink_list")).get("link")).isEqualTo(dir + "/outside");

        options.put("fileserver_ignoresymlinks", true);
        assertThat(ask("_symlink_list")).isEqualTo(Map.of());
    }

    @Test
    void listsAreSortedAndFilteredByPrefix() {
        assertThat(ask("_file_list")).isEqualTo(List.of("only.txt", "top.sls", "web/nginx.conf"));
        assertThat(ask("_file_list", "prefix", "/web/")).isEqualTo(List.of("web/nginx.conf"));
        assertThat(ask("_dir_list")).isEqualTo(List.of("empty", "web"));
        assertThat(ask("_file_list_emptydirs")).isEqualTo(List.of("empty"));
        assertThat(server().answer("_file_list", Map.of())).contains(List.of());
        assertThat(server().answer("_return", Map.of())).isEmpty();
    }

    @Test
    void ignoredFilesAreNeitherListedNorFoundNorHashed() {
        options.put("file_ignore_regex", List.of("/nginx", "(broken"));
        options.put("file_ignore_glob", "only.*");

        assertThat(ask("_file_list")).isEqualTo(List.of("top.sls"));
        assertThat(ask("_file_find", "path", "web/nginx.conf")).hasToString(NO_FILE);
        assertThat(ask("_file_hash", "path", "only.txt")).isEqualTo("");
    }

    @Test
    void theHashFollowsTheFile() throws IOException {
        FileServer server = server();
        Map<String, Object> load = Map.of("path", "top.sls", "saltenv", "base");
        Files.setLastModifiedTime(
                dir.resolve("base/top.sls"), FileTime.from(Instant.now().minusSeconds(60)));
        Object first = server.answer("_file_hash", load).orElseThrow();

        assertThat(first).asString().contains("hash_type=sha256");
        assertThat(server.answer("_file_hash", load)).contains(first);
        write("base/top.sls", "changed\n");
        assertThat(server.answer("_file_hash", load)).isNotEqualTo(Optional.of(first));
    }

    @Test
    void aFileIsServedInPiecesUntilOneIsEmpty() throws IOException {
        byte[] content = "0123456789".repeat(30).getBytes(StandardCharsets.UTF_8);
        Files.write(dir.resolve("base/big"), content);
        options.put("file_buffer_size", 128L);
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        FileServer server = server();

        Map<?, ?> reply;
        do {
            reply = (Map<?, ?>)
                    server.answer("_serve_file", Map.of("path", "big", "saltenv", "base", "loc", (long) got.size()))
                            .orElseThrow();
            assertThat(reply.get("dest")).isEqualTo("big");
            got.write((byte[]) reply.get("data"));
        } while (((byte[]) reply.get("data")).length > 0);

        assertThat(got.toByteArray()).isEqualTo(content);
    }

    @Test
    void aPieceMayBeCompressed() throws IOException {
        Map<?, ?> reply = (Map<?, ?>) ask("_serve_file", "path", "web/nginx.conf", "loc", 0L, "gzip", 5L);

        assertThat(new ArrayList<Object>(reply.keySet())).isEqualTo(List.of("data", "dest", "gzip"));
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream((byte[]) reply.get("data")))) {
            assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("worker 1;\n");
        }
        assertThat(((Map<?, ?>) ask("_serve_file", "path", "web/nginx.conf", "loc", 0L, "gzip", 99L))
                        .containsKey("gzip"))
                .isFalse();
    }

    @Test
    void oddPlacesInAFileHaveNoData() {
        for (Object loc : Arrays.asList(-1L, 1L << 62, "0", null)) {
            Map<?, ?> reply = (Map<?, ?>) ask("_serve_file", "path", "top.sls", "loc", loc);
            assertThat((byte[]) reply.get("data")).isEmpty();
        }
        assertThat(((Map<?, ?>) ask("_serve_file", "path", "empty", "loc", 0L)).get("dest"))
                .isEqualTo("");
    }

    @Test
    void pushedFilesStayInTheirPlaceAndSize() throws IOException {
        options.putAll(Map.of("file_recv", true, "file_recv_max_size", 1L));
        PushedFiles pushed = new PushedFiles(config().files(), dir.resolve("cache"));
        MinionId id = new MinionId("web1");
        Path files = dir.resolve("cache/minions/web1/files");
        byte[] piece = {1, 2, 3};

        assertThat(pushed.take(id, List.of("var", "log", "x"), 0L, piece)).isTrue();
        assertThat(pushed.take(id, List.of("var", "log", "x"), 3L, piece)).isTrue();
        assertThat(Files.readAllBytes(files.resolve("var/log/x"))).containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(pushed.take(id, List.of("var", "log", "x"), 0L, piece)).isTrue();
        assertThat(files.resolve("var/log/x")).hasSize(3);

        Files.createSymbolicLink(files.resolve("link"), dir);
        List<Object> refused = List.of(
                List.of("..", "x"),
                List.of("a/../../x"),
                List.of("/etc", "x"),
                List.of(),
                "x",
                List.of(7L),
                List.of("link", "x"),
                List.of("a\0b"),
                List.of("."));
        for (Object path : refused) {
            assertThat(pushed.take(id, path, 0L, piece)).as("%s", path).isFalse();
        }
        assertThat(pushed.take(id, List.of("y"), -1L, piece)).isFalse();
        assertThat(pushed.take(id, List.of("y"), 1L << 62, piece)).isFalse();
        assertThat(pushed.take(id, List.of("y"), (1L << 20) - 2, piece)).isFalse();
        assertThat(files.resolve("y")).doesNotExist();
    }

    @Test
    void pushingIsOffUnlessSwitchedOn() {
        PushedFiles pushed = new PushedFiles(config().files(), dir.resolve("cache"));

        assertThat(pushed.take(new MinionId("web1"), List.of("x"), 0L, new byte[1]))
                .isFalse();
        assertThat(dir.resolve("cache")).doesNotExist();
    }

    private Object ask(String cmd, Object... pairs) {
        Map<String, Object> load = new HashMap<>(Map.of("saltenv", "base"));
        for (int i = 0; i < pairs.length; i += 2) {
            load.put((String) pairs[i], pairs[i + 1]);
        }
        return server().answer(cmd, load).orElseThrow();
    }

    private FileServer server() {
        return new FileServer(config().files(), Clock.systemUTC());
    }

    private MasterConfig config() {
        Surroundings surroundings = new Surroundings(Map.of(), dir, "root", () -> "host");
        return new ConfigLoader(surroundings, Clock.systemUTC()).master(Optional.of(dir), options);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(dir.resolve(name).getParent());
        Files.writeString(dir.resolve(name), text);
    }
}
