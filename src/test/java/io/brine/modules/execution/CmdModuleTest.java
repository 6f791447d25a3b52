package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.brine.functions.CommandExecutionException;
import io.brine.functions.InvocationException;
import io.brine.functions.JobFacts;
import io.brine.functions.TestCallContext;
import io.brine.functions.TestFileClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CmdModuleTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final TestCallContext context = TestCallContext.of(new CmdModule());

    @TempDir
    Path dir;

    @Test
    void aCommandReturnsWhatItPrinted() throws Exception {
        assertThat(context.call("cmd.run", "echo hello world")).isEqualTo("hello world");
    }

    @Test
    void aCallFromATemplateDoesNotUseTheShell() throws Exception {
        assertThat(context.call("cmd.run", "echo $HOME | cat 'a  b'")).isEqualTo("$HOME | cat a  b");
    }

    @Test
    void whatAPersonAskedOfThisMinionDoes() throws Exception {
        context.job(new JobFacts("20260101000000000000", "cmd.run", "root", Map.of("jid", "20260101000000000000")));

        assertThat(context.run("cmd.run", "echo a | tr a b").returned()).isEqualTo("b");
        assertThat(context.run("cmd.run", "echo a | tr a b", "python_shell=False")
                        .returned())
                .isEqualTo("a | tr a b");
    }

    @Test
    void shellAlwaysUsesTheShell() throws Exception {
        assertThat(context.call("cmd.shell", "echo a | tr a b")).isEqualTo("b");
    }

    @Test
    void aListOfWordsIsRunAsItIs() throws Exception {
        assertThat(context.call("cmd.run", List.of("printf", "%s-%s", "a b", 3L)))
                .isEqualTo("a b-3");
    }

    @Test
    void runAllTellsTheOutputsApart() throws Exception {
        assertThat(context.callWith(
                        "cmd.run_all", Map.of("cmd", "echo out; echo err >&2; exit 3", "python_shell", true)))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("retcode", 3L)
                .containsEntry("stdout", "out")
                .containsEntry("stderr", "err")
                .containsOnlyKeys("pid", "retcode", "stdout", "stderr");
        assertThat(context.retcode()).isEqualTo(3);
    }

    @Test
    void eachPartCanBeAskedAlone() throws Exception {
        Map<String, Object> both = Map.of("cmd", "echo out; echo err >&2; exit 3", "python_shell", true);

        assertThat(context.callWith("cmd.run", both)).isEqualTo("out\nerr");
        assertThat(context.callWith("cmd.run_stdout", both)).isEqualTo("out");
        assertThat(context.callWith("cmd.run_stderr", both)).isEqualTo("err");
        assertThat(context.callWith("cmd.retcode", both)).isEqualTo(3L);
    }

    @Test
    void moreOutputThanAPipeHoldsIsReadWhole() throws Exception {
        assertThat((String) context.call("cmd.shell", "head -c 3000000 /dev/zero | tr '\\0' x"))
                .hasSize(3_000_000);
    }

    @Test
    void aRetcodeCanBeIgnoredOrDeclaredASuccess() throws Exception {
        context.callWith("cmd.shell", Map.of("cmd", "exit 3", "ignore_retcode", true));
        assertThat(context.retcode()).isZero();

        assertThat(context.callWith("cmd.retcode", Map.of("cmd", "sh -c 'exit 3'", "success_retcodes", List.of(3L))))
                .isEqualTo(0L);
        assertThat(context.callWith(
                        "cmd.retcode", Map.of("cmd", "sh -c 'echo fine; exit 3'", "success_stdout", "fine")))
                .isEqualTo(0L);
    }

    @Test
    void theEnvironmentTheDirectoryTheInputAndTheUmaskAreSet() throws Exception {
        assertThat(context.callWith(
                        "cmd.shell",
                        Map.of("cmd", "echo $A $B $LC_MESSAGES", "env", List.of(Map.of("A", 1L), Map.of("B", "x")))))
                .isEqualTo("1 x C");
        assertThat(context.callWith("cmd.run", Map.of("cmd", "pwd", "cwd", dir.toString())))
                .isEqualTo(dir.toString());
        assertThat(context.callWith("cmd.run", Map.of("cmd", "cat", "stdin", "a\\nb")))
                .isEqualTo("a\nb");
        assertThat(context.callWith("cmd.shell", Map.of("cmd", "umask", "umask", "077")))
                .isEqualTo("0077");
        assertThat(context.callWith(
                        "cmd.shell",
                        Map.of(
                                "cmd",
                                "env",
                                "clean_env",
                                true,
                                "reset_system_locale",
                                false,
                                "env",
                                Map.of("ONLY", "me"))))
                .asString()
                .contains("ONLY=me")
                .doesNotContain("HOME=");
        assertThat(context.callWith("cmd.shell", Map.of("cmd", "echo $PATH", "prepend_path", "/first")))
                .asString()
                .startsWith("/first:");
    }

    @Test
    void aCommandThatTakesTooLongIsEndedWithAllItStarted() throws Exception {
        Path pid = dir.resolve("pid");
        Object returned =
                context.callWith("cmd.shell", Map.of("cmd", "sleep 600 & echo $! > " + pid + "; wait", "timeout", 1L));

        assertThat(returned).isEqualTo("sleep 600 & echo $! > " + pid + "; wait : Timed out after 1 seconds");
        assertThat(context.retcode()).isEqualTo(1);
        long child = Long.parseLong(Files.readString(pid).strip());
        await().atMost(DEADLINE).until(() -> !isAlive(child));
    }

    @Test
    void whenTheJobIsEndedSoIsTheCommand() throws Exception {
        AtomicReference<Thread> job = new AtomicReference<>();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Path pid = dir.resolve("pid");
        Thread thread = new Thread(() -> {
            try {
                context.call("cmd.shell", "echo $$ > " + pid + "; sleep 600");
                outcome.complete(null);
            } catch (Throwable e) {
                outcome.complete(e);
            }
        });
        job.set(thread);
        thread.start();
        await().atMost(DEADLINE)
                .until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
        assertThat(context.children().isEmpty()).isFalse();

        thread.interrupt();

        await().atMost(DEADLINE).until(outcome::isDone);
        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        await().atMost(DEADLINE)
                .until(() -> !isAlive(Long.parseLong(Files.readString(pid).strip())));
        assertThat(context.children().isEmpty()).isTrue();
    }

    @Test
    void aSignalledJobEndsItsCommand() throws Exception {
        CompletableFuture<Object> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                outcome.complete(context.call("cmd.retcode", "sleep 600"));
            } catch (Exception e) {
                outcome.completeExceptionally(e);
            }
        });
        thread.start();
        await().atMost(DEADLINE).until(() -> !context.children().isEmpty());

        context.children().signal(15);

        await().atMost(DEADLINE).until(outcome::isDone);
        assertThat(outcome.get()).isEqualTo(143L);
    }

    @Test
    void whatStaysInTheBackgroundIsNotWaitedFor() throws Exception {
        Object returned = context.callWith("cmd.run_bg", Map.of("cmd", "sleep 600"));

        long pid = (Long) ((Map<?, ?>) returned).get("pid");
        assertThat(isAlive(pid)).isTrue();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(context.call("cmd.shell", "sleep 600 > /dev/null & echo $!"))
                .asString()
                .satisfies(child -> ProcessHandle.of(Long.parseLong(child)).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void anotherUserRunsIt() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can become another user");
        Assumptions.assumeTrue(Executables.which("setpriv").isPresent(), "setpriv is not installed");

        assertThat(context.callWith(
                        "cmd.shell", Map.of("cmd", "id -un; echo $USER $HOME", "runas", "nobody", "cwd", "/")))
                .asString()
                .startsWith("nobody\nnobody ");
        assertThat(context.callWith("cmd.run", Map.of("cmd", "id -gn", "group", "daemon", "cwd", "/")))
                .isEqualTo("daemon");
    }

    @Test
    void whatCannotBeRunIsSaidClearly() {
        assertThatThrownBy(() -> context.call("cmd.run", "nosuchprogram x"))
                .isInstanceOf(CommandExecutionException.class)
                .hasMessageStartingWith("Unable to run command '['nosuchprogram', 'x']'")
                .hasMessageEndingWith("reason: [Errno 2] No such file or directory: 'nosuchprogram'");
        assertThatThrownBy(() -> context.callWith("cmd.run", Map.of("cmd", "ls", "runas", "no.body")))
                .hasMessage("User 'no.body' is not available");
        assertThatThrownBy(() -> context.callWith("cmd.run", Map.of("cmd", "ls", "cwd", "relative")))
                .hasMessage("Specified cwd 'relative' either not absolute or does not exist");
        assertThatThrownBy(() -> context.callWith("cmd.run", Map.of("cmd", "ls", "shell", "/no/sh")))
                .hasMessage("The shell /no/sh is not available");
        assertThatThrownBy(() -> context.callWith("cmd.run", Map.of("cmd", "ls", "umask", "9")))
                .hasMessage("Invalid umask: '9'");
        assertThatThrownBy(() -> context.callWith("cmd.run", Map.of("cmd", "ls", "success_retcodes", "x")))
                .isInstanceOf(InvocationException.class)
                .hasMessage("success_retcodes must be a list of integers");
        assertThatThrownBy(
                        () -> context.callWith("cmd.run", Map.of("cmd", "sh -c 'echo bad; exit 1'", "raise_err", true)))
                .hasMessage("bad");
    }

    @Test
    void aForbiddenCommandIsRefusedToPersons() throws Exception {
        context.option("cmd_blacklist_glob", List.of("rm *"))
                .job(new JobFacts("1", "cmd.run", "root", Map.of("jid", "1")));

        assertThat(context.run("cmd.run", "rm x").returned())
                .isEqualTo("ERROR: The shell command \"rm x\" is not permitted");
        assertThat(context.run("cmd.run", "echo rm").returned()).isEqualTo("rm");
    }

    @Test
    void aScriptIsFetchedAndRun() throws Exception {
        Path root = Files.createDirectory(dir.resolve("root"));
        Files.writeString(root.resolve("s.sh"), "#!/bin/sh\necho \"$1:$2\"\nexit 2\n");
        context.files(new TestFileClient(root, dir.resolve("cache")));

        assertThat(context.call("cmd.script", "salt://s.sh", "a 'b c'"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("stdout", "a:b c")
                .containsEntry("retcode", 2L);
        assertThat(context.call("cmd.script_retcode", "salt://s.sh")).isEqualTo(2L);
        assertThat(context.call("cmd.script", "salt://nosuch.sh"))
                .isEqualTo(Map.of("pid", 0L, "retcode", 1L, "stdout", "", "stderr", "", "cache_error", true));
    }

    @Test
    void codeIsGivenToItsInterpreter() throws Exception {
        assertThat(context.call("cmd.exec_code", "sh", "echo $1", null, List.of("x y")))
                .isEqualTo("x y");
    }

    @Test
    void programsAreFoundAlongThePath() throws Exception {
        assertThat(context.call("cmd.which", "sh")).asString().endsWith("/sh");
        assertThat(context.call("cmd.which", "no-such-program")).isNull();
        assertThat(context.call("cmd.which_bin", List.of("no-such-program", "sh")))
                .asString()
                .endsWith("/sh");
        assertThat(context.call("cmd.has_exec", "sh")).isEqualTo(true);
        assertThat(context.call("cmd.has_exec", "no-such-program")).isEqualTo(false);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
