package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.functions.CommandExecutionException;
import io.brine.functions.TestCallContext;
import io.brine.functions.TestFileClient;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpModuleTest {
    @TempDir
    Path dir;

    private Path root;
    private TestFileClient files;
    private TestCallContext context;

    @BeforeEach
    void aMastersFiles() throws Exception {
        root = Files.createDirectory(dir.resolve("root"));
        Files.createDirectories(root.resolve("web/empty"));
        Files.writeString(root.resolve("web/init.sls"), "a: b\n");
        Files.writeString(root.resolve("web/tls.sls"), "c: d\n");
        Files.writeString(root.resolve("web/x.conf"), "content\n");
        Files.writeString(root.resolve("top.sls"), "base: {}\n");
        files = new TestFileClient(root, dir.resolve("cache"));
        context = TestCallContext.of(new CpModule())
                .files(files)
                .option("cachedir", dir.resolve("cache").toString());
    }

    @Test
    void aFileIsCopied() throws Exception {
        String dest = dir.resolve("dest").toString();

        assertThat(context.call("cp.get_file", "salt://web/x.conf", dest)).isEqualTo(dest);
        assertThat(Path.of(dest)).hasContent("content\n");
        assertThat(context.call("cp.get_file", "salt://nosuch", dest)).isEqualTo("");
    }

    @Test
    void theTargetMayBeADirectoryOrHaveNone() throws Exception {
        assertThat(context.call("cp.get_file", "salt://web/x.conf", dir.toString()))
                .isEqualTo(dir.resolve("x.conf").toString());
        assertThat(context.call("cp.get_file", "salt://web/x.conf", dir + "/no/such/x"))
                .isEqualTo(false);
        assertThat(context.callWith(
                        "cp.get_file", Map.of("path", "salt://web/x.conf", "dest", dir + "/made/x", "makedirs", true)))
                .isEqualTo(dir + "/made/x");
    }

    @Test
    void theContentIsReturned() throws Exception {
        assertThat(context.call("cp.get_file_str", "salt://web/x.conf")).isEqualTo("content\n");
        assertThat(context.call("cp.get_file_str", "salt://nosuch")).isEqualTo(false);
        assertThat(context.call("cp.get_url", "salt://web/x.conf", null)).isEqualTo("content\n");
    }

    @Test
    void aDirectoryIsCopiedWithItsName() throws Exception {
        assertThat(context.call("cp.get_dir", "salt://web", dir + "/dest"))
                .isEqualTo(List.of(
                        dir + "/dest/web/empty",
                        dir + "/dest/web/init.sls",
                        dir + "/dest/web/tls.sls",
                        dir + "/dest/web/x.conf"));
        assertThat(dir.resolve("dest/web/empty")).isDirectory();
    }

    @Test
    void filesAreBroughtIntoTheCache() throws Exception {
        String cached = dir.resolve("cache/files/base/web/x.conf").toString();

        assertThat(context.call("cp.is_cached", "salt://web/x.conf")).isEqualTo("");
        assertThat(context.call("cp.cache_file", "salt://web/x.conf")).isEqualTo(cached);
        assertThat(context.call("cp.cache_file", "salt://nosuch")).isEqualTo(false);
        assertThat(context.call("cp.cache_file", "salt://web/x.conf?saltenv=dev"))
                .isEqualTo(false);
        assertThat(context.call("cp.is_cached", "salt://web/x.conf")).isEqualTo(cached);
        assertThat(context.call("cp.cache_dest", "salt://web/x.conf")).isEqualTo(cached);
        assertThat(context.call("cp.cache_files", "salt://top.sls,salt://nosuch"))
                .isEqualTo(List.of(dir.resolve("cache/files/base/top.sls").toString(), false));
        assertThat(context.call("cp.list_minion"))
                .isEqualTo(List.of(dir.resolve("cache/files/base/top.sls").toString(), cached));
    }

    @Test
    void aDirectoryIsCachedByPattern() throws Exception {
        assertThat(context.callWith("cp.cache_dir", Map.of("path", "salt://web", "exclude_pat", "E@tls")))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2);
        assertThat(context.callWith(
                        "cp.cache_dir", Map.of("path", "salt://web/", "include_pat", "*.conf", "include_empty", true)))
                .isEqualTo(List.of(
                        dir.resolve("cache/files/base/web/x.conf").toString(),
                        dir.resolve("cache/files/base/web/empty").toString()));
        assertThat(context.call("cp.cache_master"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(4);
    }

    @Test
    void aFileOfThisHostIsCachedToo() throws Exception {
        Path own = Files.writeString(dir.resolve("own"), "x");

        assertThat(context.call("cp.cache_local_file", own.toString())).isEqualTo(dir + "/cache/localfiles" + own);
        assertThat(context.call("cp.is_cached", own.toString())).isEqualTo(dir + "/cache/localfiles" + own);
        assertThat(context.call("cp.cache_local_file", dir + "/nosuch")).isEqualTo("");
        assertThat(context.call("cp.cache_file", "file://" + own)).isEqualTo(own.toString());
    }

    @Test
    void theCacheCannotBeLeft() {
        assertThatThrownBy(() -> context.call("cp.is_cached", "salt://../../etc/passwd"))
                .isInstanceOf(CommandExecutionException.class)
                .hasMessage("Invalid path");
    }

    @Test
    void hashesAndModesAreTold() throws Exception {
        Path own = Files.writeString(dir.resolve("own"), "abc");
        Map<String, Object> hash = Map.of(
                "hash_type", "sha256", "hsum", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

        assertThat(context.call("cp.hash_file", own.toString())).isEqualTo(hash);
        assertThat(context.call("cp.hash_file", "salt://web/x.conf"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("hash_type", "sha256");
        assertThat(context.call("cp.hash_file", "salt://nosuch")).isEqualTo("");
        assertThat(context.call("cp.stat_file", "salt://web/x.conf")).isEqualTo("0644");
        assertThat(context.call("cp.stat_file", "salt://nosuch")).isNull();
    }

    @Test
    void theMastersFilesAreListed() throws Exception {
        assertThat(context.call("cp.list_master"))
                .isEqualTo(List.of("top.sls", "web/init.sls", "web/tls.sls", "web/x.conf"));
        assertThat(context.call("cp.list_master", null, "web"))
                .isEqualTo(List.of("web/init.sls", "web/tls.sls", "web/x.conf"));
        assertThat(context.call("cp.list_states")).isEqualTo(List.of("top", "web", "web.tls"));
        assertThat(context.call("cp.list_master_dirs"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("web");
        assertThat(context.call("cp.list_master_symlinks")).isEqualTo(Map.of());
        assertThat(context.call("cp.envs")).isEqualTo(List.of("base"));
    }

    @Test
    void aTemplateIsRenderedOnlyIfThereIsNothingToRender() throws Exception {
        Files.writeString(root.resolve("t"), "{{ grains.id }}");

        assertThat(context.call("cp.get_template", "salt://web/x.conf", dir + "/out"))
                .isEqualTo(dir + "/out");
        assertThatThrownBy(() -> context.call("cp.get_template", "salt://t", dir + "/out"))
                .isInstanceOf(CommandExecutionException.class)
                .hasMessageContaining("unavailable engine jinja");
    }

    @Test
    void filesAreSentToTheMaster() throws Exception {
        Path own = Files.writeString(Files.createDirectory(dir.resolve("up")).resolve("a.log"), "x");
        String real = own.toRealPath().toString();

        assertThat(context.call("cp.push", own.toString())).isEqualTo(true);
        assertThat(context.call("cp.push", own.toString(), false, "/else/where"))
                .isEqualTo(true);
        assertThat(context.call("cp.push_dir", own.getParent().toString(), "*.log"))
                .isEqualTo(true);
        assertThat(context.call("cp.push_dir", own.getParent().toString(), "*.txt"))
                .isEqualTo(false);
        assertThat(context.call("cp.push", "relative")).isEqualTo(false);
        assertThat(context.call("cp.push", dir + "/../x")).isEqualTo(false);
        assertThat(files.pushed())
                .containsExactly(
                        real + " -> " + real.substring(1), real + " -> else/where", real + " -> " + real.substring(1));
    }

    @Test
    void saltCpWritesWholeFiles() throws Exception {
        assertThat(context.call("cp.recv", Map.of("/src/a.txt", "hello"), dir + "/b.txt"))
                .isEqualTo(Map.of(dir + "/b.txt", true));
        assertThat(dir.resolve("b.txt")).hasContent("hello");
        assertThat(context.call("cp.recv", Map.of("/src/a.txt", "hello"), dir.toString()))
                .isEqualTo(Map.of(dir + "/a.txt", true));
        assertThat(context.call("cp.recv", Map.of("/src/a.txt", "hello"), dir + "/no/such"))
                .isEqualTo("Destination unavailable");
    }

    @Test
    void saltCpWritesInPieces() throws Exception {
        String dest = dir + "/deep/file";

        assertThat(context.call("cp.recv_chunked", dest, packed("one,"), false, true, 0600L))
                .isEqualTo(true);
        assertThat(context.call("cp.recv_chunked", dest, packed("two"), true, true, 0600L))
                .isEqualTo(true);
        assertThat(Path.of(dest)).hasContent("one,two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(dest))))
                .isEqualTo("rw-------");
        assertThat(context.call("cp.recv_chunked", dir + "/empty", null)).isEqualTo(true);
        assertThat(dir.resolve("empty")).isDirectory();
        assertThat(context.call("cp.recv_chunked", dest, null)).isEqualTo("Path exists and is a file");
    }

    @Test
    void aPieceThatCannotBeWrittenFailsTheJob() throws Exception {
        assertThat(context.run("cp.recv_chunked", dir + "/x", "bm90IGd6aXAh").retcode())
                .isEqualTo(1L);
    }

    private static String packed(String text) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }
}
