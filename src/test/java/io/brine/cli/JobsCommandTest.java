package io.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsCommandTest {
    @TempDir
    Path root;

    private Path jobs;

    @BeforeEach
    void whatAnEarlierMasterLeft() throws IOException {
        Files.writeString(root.resolve("master"), "root_dir: " + root + "\nid: mas1\n");
        jobs = root.resolve("var/cache/salt/master/jobs");
        Path web1 = Files.createDirectories(jobs.resolve("61/833e88a8/web1"));
        Files.writeString(web1.resolveSibling("jid"), "20240102030405678901");
        Files.write(web1.resolve("return.p"), new byte[] {(byte) 0xc3});
    }

    @Test
    void whatIsImportedFromTheCachedirCanBeExported() {
        assertThat(run("import")).isEqualTo("imported 1 jobs and 1 returns; 0 were there already; 0 left out\n0");
        assertThat(run("import")).isEqualTo("imported 0 jobs and 0 returns; 2 were there already; 0 left out\n0");
        assertThat(run("export", "--since=2024-01-01", root.resolve("out").toString()))
                .isEqualTo("exported 1 jobs and 1 returns; 0 were there already; 0 left out\n0");
        assertThat(root.resolve("out/61")).isDirectory();
    }

    @Test
    void whatIsLeftOutIsNamedAndTheExitCodeSaysSo() throws IOException {
        Files.writeString(Files.createDirectories(jobs.resolve("aa/b\u001bb")).resolve("jid"), "a/b");

        assertThat(run("import", jobs.toString()))
                .contains("left out: " + jobs.resolve("aa/b?b/jid") + ": not a plain jid\n")
                .endsWith("imported 1 jobs and 1 returns; 0 were there already; 1 left out\n1");
        assertThat(run("export", "--jid=nosuch"))
                .contains("job nosuch: the book does not have it")
                .endsWith("\n1");
        assertThat(run("import", "/nosuch/dir")).isEqualTo("/nosuch/dir is not a directory\n1");
    }

    @Test
    void wrongWordsAreRefusedAndHelpHasExamples() {
        assertThat(run()).endsWith("64");
        assertThat(run("erase")).contains("say export or import").endsWith("64");
        assertThat(run("export", "--since=yesterday"))
                .contains("yesterday is not a time")
                .endsWith("64");
        assertThat(run("--help"))
                .contains("Usage: brine jobs", "Examples:", "--since=TIME")
                .endsWith("0");
    }

    private String run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(new ByteArrayInputStream(new byte[0]), out, out, false, Map.of());
        List<String> line = new ArrayList<>(List.of("jobs", "-c", root.toString()));
        line.addAll(List.of(words));
        int code = Main.run(line, terminal);
        terminal.flush();
        return out.toString(StandardCharsets.UTF_8) + code;
    }
}
