package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.CallContext;
import io.brine.functions.ChildProcesses;
import io.brine.functions.CommandExecutionException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one command and waits for it. Source: 3006.0 salt/modules/cmdmod.py _run, salt/utils/timed_subprocess.py */
final class CommandRunner {
    private static final Logger log = LoggerFactory.getLogger(CommandRunner.class);
    private static final File NOWHERE = new File("/dev/null");

    private final CallContext context;
    private final CommandRequest request;
    private final boolean usesShell;

    private CommandRunner(CallContext context, CommandRequest request) {
        this.context = context;
        this.request = request;
        this.usesShell = request.usesShell(context);
    }

    /**
     * @throws CommandExecutionException if the command could not be started
     * @throws InterruptedException if the job was ended; the command and all it started are ended then
     */
    static CommandResult run(CallContext context, CommandRequest request) throws InterruptedException {
        return new CommandRunner(context, request).run();
    }

    private CommandResult run() throws InterruptedException {
        Path stdin = null;
        try {
            stdin = request.isBackground() ? null : stdinFile();
            ProcessBuilder builder = builder(stdin);
            if (!request.isQuiet()) {
                log.info("Executing command '{}' in directory '{}'", request.firstWord(), builder.directory());
            }
            CommandResult result = request.isBackground() ? startOnly(builder) : collect(builder);
            context.retcode(request.ignoresRetcode() ? 0 : result.retcode().intValue());
            return result;
        } catch (IOException e) {
            throw cannotRun(e);
        } finally {
            deleteQuietly(stdin);
        }
    }

    private ProcessBuilder builder(Path stdin) {
        Path shell = Path.of(request.shell());
        if (!Files.isRegularFile(shell) || !Files.isExecutable(shell)) {
            throw new CommandExecutionException("The shell " + shell + " is not available");
        }
        RunAs runAs = RunAs.of(request);
        ProcessBuilder builder = new ProcessBuilder(runAs.wrap(words()));
        builder.directory(directory(runAs).toFile());
        builder.redirectErrorStream(request.mergesStderr());
        builder.redirectInput(stdin == null ? NOWHERE : stdin.toFile());
        CommandEnvironment.set(builder.environment(), request, runAs);
        return builder;
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        if (usesShell) {
            words.addAll(List.of(request.shell(), "-c"));
        }
        if (request.cmd() instanceof List<?> list) {
            list.forEach(each -> words.add(PyText.str(each)));
        } else if (usesShell) {
            words.add(PyText.str(request.cmd()));
        } else {
            words.addAll(ShellWords.split(PyText.str(request.cmd())));
        }
        if (words.isEmpty()) {
            throw new CommandExecutionException("Unable to run command '[]': there is no command");
        }
        return words;
    }

    private Path directory(RunAs runAs) {
        Optional<String> asked = request.asked().optionalText("cwd").filter(cwd -> !cwd.isEmpty());
        if (asked.isEmpty()) {
            Path home = Path.of(runAs.home());
            return Files.isDirectory(home) && Files.isReadable(home) ? home : Path.of("/");
        }
        Path cwd = Path.of(asked.get());
        if (!cwd.isAbsolute() || !Files.isDirectory(cwd)) {
            throw new CommandExecutionException("Specified cwd '" + cwd + "' either not absolute or does not exist");
        }
        return cwd;
    }

    private CommandResult startOnly(ProcessBuilder builder) throws IOException {
        builder.redirectOutput(NOWHERE).redirectError(NOWHERE);
        return new CommandResult(builder.start().pid(), null, "", "");
    }

    private CommandResult collect(ProcessBuilder builder) throws IOException, InterruptedException {
        double timeout = request.timeout();
        Process process = builder.start();
        context.children().started(process.toHandle());
        try {
            ProcessOutput output = new ProcessOutput(process);
            if (output.await((long) (timeout * 1e9))) {
                return result(process, output);
            }
            ChildProcesses.endTree(process.toHandle(), true);
            return new CommandResult(process.pid(), 1L, timedOut(), "");
        } catch (InterruptedException e) {
            ChildProcesses.endTree(process.toHandle(), true);
            throw e;
        } finally {
            context.children().ended(process.toHandle());
            closeAll(process);
        }
    }

    private CommandResult result(Process process, ProcessOutput output) {
        String stdout = text(output.stdout());
        String stderr = text(output.stderr());
        long retcode = process.exitValue();
        boolean isSuccess = request.successRetcodes().contains(retcode)
                || request.asked().texts("success_stdout").stream().anyMatch(stdout::contains)
                || request.asked().texts("success_stderr").stream().anyMatch(stderr::contains);
        if (!isSuccess && !request.isQuiet() && !request.ignoresRetcode()) {
            log.error("Command '{}' failed with return code: {}", request.firstWord(), retcode);
        }
        return new CommandResult(process.pid(), isSuccess ? 0L : retcode, stdout, stderr);
    }

    private String text(byte[] output) {
        Charset charset = request.asked()
                .optionalText("output_encoding")
                .filter(Charset::isSupported)
                .map(Charset::forName)
                .orElse(StandardCharsets.UTF_8);
        String text = new String(output, charset);
        boolean isStripped = request.asked().optionalFlag("rstrip").orElse(true);
        return isStripped ? text.stripTrailing() : text;
    }

    private String timedOut() {
        String command = usesShell ? PyText.str(request.cmd()) : PyText.repr(words());
        return command + " : Timed out after " + PyText.str(request.asked().value("timeout")) + " seconds";
    }

    private Path stdinFile() throws IOException {
        Optional<String> text = request.stdin();
        return text.isEmpty() ? null : Files.writeString(Files.createTempFile("brine-stdin-", null), text.get());
    }

    private CommandExecutionException cannotRun(IOException e) {
        String command = request.isQuiet() ? "REDACTED" : usesShell ? PyText.str(request.cmd()) : PyText.repr(words());
        String where = PyText.repr(Map.of("shell", usesShell));
        String reason = String.valueOf(e.getMessage())
                .replaceFirst("^Cannot run program .*: error=(\\d+), (.*)$", "[Errno $1] $2")
                // newer JDKs word it so
                .replaceFirst("^Cannot run program .*: Exec failed, error: (\\d+) \\((.*)\\) *$", "[Errno $1] $2");
        return new CommandExecutionException("Unable to run command '" + command + "' with the context '" + where
                + "', reason: " + reason + ": " + PyText.repr(words().get(0)));
    }

    private static void closeAll(Process process) throws IOException {
        process.getInputStream().close();
        process.getErrorStream().close();
    }

    private static void deleteQuietly(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            log.warn("Unable to clean tempfile '{}'", file);
        }
    }
}
