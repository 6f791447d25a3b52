package io.brine.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every file command of the running master's table against every trick with a path or an environment. */
class FileDoorIT {
    private static final String SECRET = "the content of a file nobody may read";

    @TempDir
    private static Path root;

    private static AttackedMaster master;
    private static Path srv;

    @BeforeAll
    static void start() throws Exception {
        Path home = root.resolve("M");
        srv = home.resolve("srv/salt");
        Files.createDirectories(srv.resolve("sub"));
        Files.createDirectories(home.resolve("srv/salt-private"));
        Files.createDirectories(home.resolve("srv/envs/dev"));
        Files.writeString(srv.resolve("good"), "good");
        Files.writeString(home.resolve("srv/secret"), SECRET);
        Files.writeString(home.resolve("srv/salt-private/secret"), SECRET);
        Files.writeString(home.resolve("srv/envs/secret"), SECRET);
        Files.createSymbolicLink(srv.resolve("link"), home.resolve("srv/secret"));
        Files.createSymbolicLink(srv.resolve("dirlink"), home.resolve("srv/salt-private"));
        Files.createSymbolicLink(srv.resolve("sub/loop"), srv);
        new ProcessBuilder("mkfifo", srv.resolve("pipe").toString()).start().waitFor();
        master = new AttackedMaster(
                home,
                "fileserver_followsymlinks: false",
                "file_recv: true",
                "file_recv_max_size: 1",
                "file_roots: {base: [" + srv + "], __env__: [" + home + "/srv/envs/__env__]}");
    }

    @AfterAll
    static void stop() {
        master.close();
    }

    @BeforeEach
    void listen() {
        master.listen();
    }

    /** The commands of the table that serve files: all that take a path, a prefix or an environment. */
    private static List<String> commands() {
        return master.commands().stream()
                .filter(cmd -> cmd.matches("_(serve_)?file.*|_dir_list|_symlink_list"))
                .filter(cmd -> !cmd.equals("_file_recv"))
                .toList();
    }

    private static List<Object> paths() {
        String up = "../".repeat(3);
        String secret = root.resolve("M/srv/secret").toString();
        return new ArrayList<>(List.of(
                "../secret",
                "sub/../../secret",
                up + "etc/passwd",
                secret,
                "/" + secret,
                "//etc/passwd",
                "..",
                "../",
                ".",
                "sub/..",
                "|../secret",
                "|sub/../../secret",
                "good?saltenv=../..",
                "secret?saltenv=..",
                "../secret?saltenv=base",
                "good?index=-99",
                "good?index=999999999999",
                "good?index=x",
                "..\\secret",
                "sub\\..\\..\\secret",
                "good\0",
                "\0",
                "good\0../secret",
                "%2e%2e/secret",
                "..%2fsecret",
                "%252e%252e/secret",
                "\u2024\u2024/secret",
                "..\u2215secret",
                "./../secret",
                ".//../secret",
                "link",
                "dirlink/secret",
                "pipe",
                "sub/loop/../../secret",
                "salt://../secret",
                "file:///etc/passwd",
                "~root/.bashrc",
                "x".repeat(100_000),
                1L,
                List.of("..", "secret"),
                true,
                Map.of(),
                new byte[] {'.', '.', '/', 's'}));
    }

    private static List<Object> environments() {
        List<Object> all = new ArrayList<>(List.of(
                "..",
                ".",
                "../..",
                "/",
                "/etc",
                "../salt-private",
                "__env__",
                "",
                "dev/..",
                "dev/../..",
                "\0",
                "nowhere",
                "x".repeat(1_000_000),
                List.of("base"),
                Map.of(),
                1L,
                true,
                "..\\",
                "base\0"));
        all.add(null);
        return all;
    }

    private static Object ask(String cmd, Object path, Object saltenv) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", cmd);
        load.put("path", path);
        load.put("prefix", path);
        load.put("saltenv", saltenv);
        load.put("loc", 0L);
        return master.send(new Forgery(master.m1, load));
    }

    private static void holdsNothing(Object answer, String what) {
        String text = answer instanceof Map<?, ?> map && map.get("data") instanceof byte[] bytes
                ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                : String.valueOf(answer);
        assertThat(text).as(what).doesNotContain(SECRET).doesNotContain("root:x:");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    @DisplayName("CVE-2024-22232, CVE-2020-11652: no path leads out of the roots, whatever it is written in")
    void noPathLeadsOut() {
        var before = master.tree();
        Map<String, Object> absent = new LinkedHashMap<>();
        commands().forEach(cmd -> absent.put(cmd, ask(cmd, "no/such/file", "base")));
        for (String cmd : commands()) {
            for (Object path : paths()) {
                String what = cmd + " of " + path;
                Object answer = ask(cmd, path, "base");

                holdsNothing(answer, what);
                if (!cmd.matches("_file_list.*|_dir_list|_symlink_list|_file_envs")) {
                    assertThat(answer)
                            .as("%s: as for a file that is not there", what)
                            .isEqualTo(absent.get(cmd));
                }
            }
        }
        assertThat(commands()).hasSize(9);
        master.hasOnly(before);
        master.stillAnswersFor("__env__", "base");
    }

    @Test
    @DisplayName("CVE-2025-22240: no environment leads out, makes or removes anything")
    void noEnvironmentLeadsOut() {
        var before = master.tree();
        for (String cmd : commands()) {
            for (Object env : environments()) {
                for (String path : List.of("secret", "../secret", "good")) {
                    Object answer = ask(cmd, path, env);
                    holdsNothing(answer, cmd + " in " + env);
                    if (cmd.equals("_serve_file") && !"dev".equals(env)) {
                        assertThat(Trees.fields(answer)).containsEntry("data", "");
                    }
                }
            }
        }
        master.hasOnly(before);
    }

    @Test
    void listsTellNothingFromOutside() {
        for (String cmd : List.of("_file_list", "_dir_list", "_symlink_list", "_file_list_emptydirs")) {
            assertThat(String.valueOf(ask(cmd, "", "base")))
                    .doesNotContain("dirlink/secret")
                    .doesNotContain("salt-private/");
        }
    }

    @Test
    void oddPlacesInAFileHaveNoData() {
        for (Object loc : new Object[] {-1L, 1L << 62, Long.MIN_VALUE, "0", 0.5, null, List.of()}) {
            Map<String, Object> load =
                    new LinkedHashMap<>(Map.of("cmd", "_serve_file", "path", "good", "saltenv", "base"));
            load.put("loc", loc);
            load.put("gzip", 99L);
            assertThat(Trees.fields(master.send(new Forgery(master.m1, load)))).containsEntry("data", "");
        }
        assertThat(Trees.fields(ask("_serve_file", "good", "base"))).containsEntry("data", "good");
    }

    private static Object push(Object path, Object loc, Object data) {
        Map<String, Object> load = new LinkedHashMap<>(Map.of("cmd", "_file_recv"));
        load.put("path", path);
        load.put("loc", loc);
        load.put("data", data);
        return master.send(new Forgery(master.m1, load));
    }

    @Test
    @DisplayName("CVE-2024-38824: a pushed file stays below its minion's directory, in place and size")
    void pushedFilesStayInTheirPlace() throws IOException {
        Path files = master.site.root.resolve("cache/minions/m1/files");
        assertThat(push(List.of("etc", "motd"), 0L, "hello")).isEqualTo(true);
        Files.createSymbolicLink(files.resolve("out"), root.resolve("M/srv"));
        var before = master.tree();
        for (Object path : List.of(
                List.of("..", "x"),
                List.of("a", "..", "..", "..", "x"),
                List.of("/etc/x"),
                List.of("a", "/etc/x"),
                List.of(""),
                List.of(),
                List.of("."),
                List.of("a\0b"),
                List.of("../x"),
                List.of("a/../../x"),
                List.of("out", "x"),
                List.of(1L),
                "etc/motd",
                Map.of(),
                Collections.nCopies(5000, "a"))) {
            assertThat(push(path, 0L, "bad")).as(String.valueOf(path)).isIn(false, "");
        }
        for (Object loc : new Object[] {-1L, 1L << 62, "0", null, 2L << 20}) {
            assertThat(push(List.of("etc", "big"), loc, "x")).as("loc %s", loc).isEqualTo(false);
        }
        assertThat(push(List.of("etc", "big"), 0L, "x".repeat((1 << 20) + 1))).isEqualTo(false);
        assertThat(push(List.of("etc", "big"), 0L, List.of(1L))).isEqualTo("");

        master.hasOnly(before);
        assertThat(files.resolve("etc/motd")).hasContent("hello");
    }
}
