package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code cmd}: commands of the host, in every form of their answer. Source: 3006.0 salt/modules/cmdmod.py */
final class CmdModule implements FunctionModule {
    private static final Path SHELLS = Path.of("/etc/shells");

    @Override
    public String name() {
        return "cmd";
    }

    @Override
    public void register(Registrar functions) {
        registerRuns(functions);
        registerBackground(functions);
        registerScripts(functions);
        registerPrograms(functions);
    }

    private void registerRuns(Registrar functions) {
        functions.add(
                "run",
                CmdParameters.RUN,
                """
                Run a command and return what it printed, standard error among it. The retcode of the command becomes the
                retcode of the job.

                salt '*' cmd.run "ls -l | awk '/foo/{print \\\\$2}'"
                salt '*' cmd.run "ls -l" cwd=/tmp runas=nobody timeout=5
                """,
                (context, arguments) -> run(context, CommandRequest.of(context, arguments, true)));
        functions.add(
                "shell",
                CmdParameters.SHELL,
                "Run a command through the shell, whoever asks, and return what it printed.\n"
                        + "salt '*' cmd.shell \"ls -l | awk '/foo/{print \\\\$2}'\"",
                CmdModule::shell);
        functions.add(
                "run_stdout",
                CmdParameters.RUN_STDOUT,
                "Run a command and return its standard output alone.\nsalt '*' cmd.run_stdout \"ls -l\"",
                (context, arguments) -> {
                    CommandRequest request = CommandRequest.of(context, arguments, false);
                    return request.hidesOutput()
                            ? hidden(context, request)
                            : execute(context, request).stdout();
                });
        functions.add(
                "run_stderr",
                CmdParameters.RUN_STDOUT,
                "Run a command and return its standard error alone.\nsalt '*' cmd.run_stderr \"ls -l\"",
                (context, arguments) -> {
                    CommandRequest request = CommandRequest.of(context, arguments, false);
                    return request.hidesOutput()
                            ? hidden(context, request)
                            : execute(context, request).stderr();
                });
        functions.add(
                "run_all",
                CmdParameters.RUN_ALL,
                "Run a command and return its pid, retcode, standard output and standard error.\n"
                        + "salt '*' cmd.run_all \"ls -l\" redirect_stderr=True",
                (context, arguments) -> runAll(context, arguments).toMap());
        functions.add(
                "retcode",
                CmdParameters.RETCODE,
                "Run a command and return its retcode alone.\nsalt '*' cmd.retcode \"file /bin/bash\"",
                (context, arguments) -> execute(context, CommandRequest.of(context, arguments, true))
                        .retcode());
    }

    private void registerBackground(Registrar functions) {
        functions.add(
                "run_bg",
                CmdParameters.RUN_BG,
                "Start a command, leave it running in the background and return its pid.\n"
                        + "salt '*' cmd.run_bg \"fstrim-all\"",
                (context, arguments) -> {
                    CommandRequest request = CommandRequest.of(context, arguments, false);
                    return Map.of(
                            "pid",
                            execute(context, request.with(Map.of("bg", true))).pid());
                });
        functions.add(
                "run_chroot",
                CmdParameters.RUN_CHROOT,
                "Run a command inside another root directory; /dev, /proc and /sys have to be mounted there already.\n"
                        + "salt '*' cmd.run_chroot /var/lib/lxc/container_name/rootfs 'sh /tmp/bootstrap.sh'",
                CmdModule::runChroot);
    }

    private void registerScripts(Registrar functions) {
        functions.add(
                "script",
                CmdParameters.SCRIPT,
                "Fetch a script, run it and return its pid, retcode, standard output and standard error.\n"
                        + "salt '*' cmd.script salt://scripts/runme.sh 'arg1 arg2 \"arg 3\"'",
                (context, arguments) -> ScriptRun.script(context, arguments));
        functions.add(
                "script_retcode",
                CmdParameters.SCRIPT_RETCODE,
                "Fetch a script, run it and return its retcode.\n"
                        + "salt '*' cmd.script_retcode salt://scripts/runme.sh",
                (context, arguments) -> ScriptRun.script(context, arguments).get("retcode"));
        functions.add(
                "exec_code",
                CmdParameters.EXEC_CODE,
                "Run code with this interpreter and return what it printed.\n"
                        + "salt '*' cmd.exec_code ruby 'puts \"cheese\"' args='[\"arg1\", \"arg2\"]'",
                (context, arguments) -> ScriptRun.code(context, arguments).get("stdout"));
        functions.add(
                "exec_code_all",
                CmdParameters.EXEC_CODE,
                "Run code with this interpreter and return its pid, retcode, standard output and standard error.\n"
                        + "salt '*' cmd.exec_code_all ruby 'puts \"cheese\"'",
                (context, arguments) -> ScriptRun.code(context, arguments));
    }

    private void registerPrograms(Registrar functions) {
        functions.add(
                "which",
                Parameters.of("cmd"),
                "Return the path of a program, or nothing.\nsalt '*' cmd.which cat",
                (context, arguments) -> Executables.which(arguments.text("cmd")).orElse(null));
        functions.add(
                "which_bin",
                Parameters.of("cmds"),
                "Return the path of the first of these programs that is there.\n"
                        + "salt '*' cmd.which_bin '[pip2, pip, pip-python]'",
                (context, arguments) -> arguments.texts("cmds").stream()
                        .flatMap(program -> Executables.which(program).stream())
                        .findFirst()
                        .orElse(null));
        functions.add(
                "has_exec",
                Parameters.of("cmd"),
                "Tell whether a program is there.\nsalt '*' cmd.has_exec cat",
                (context, arguments) -> Executables.which(arguments.text("cmd")).isPresent());
        functions.add(
                "shells",
                Parameters.of(),
                "List the shells of this host.\nsalt '*' cmd.shells",
                (context, arguments) -> shells());
        functions.add(
                "tty",
                Parameters.of("device", "echo="),
                "Print a text on a terminal.\nsalt '*' cmd.tty tty0 'This is a test'",
                (context, arguments) -> tty(arguments.text("device"), arguments.text("echo")));
    }

    private static String run(CallContext context, CommandRequest request) throws InterruptedException {
        CommandResult result = execute(context, request);
        boolean isFailed = result.retcode() != null && result.retcode() != 0;
        if (isFailed && request.asked().flag("raise_err") && !request.ignoresRetcode()) {
            throw new CommandExecutionException(request.hidesOutput() ? "" : result.stdout());
        }
        return request.hidesOutput() ? "" : result.stdout();
    }

    private static Object shell(CallContext context, Arguments arguments) throws InterruptedException {
        CommandRequest request = CommandRequest.of(context, arguments, true);
        boolean isTold = !request.asked().isNil("python_shell");
        return run(context, isTold ? request : request.with(Map.of("python_shell", true)));
    }

    private static CommandResult runAll(CallContext context, Arguments arguments) throws InterruptedException {
        CommandRequest request = CommandRequest.of(context, arguments, arguments.flag("redirect_stderr"));
        CommandResult result = execute(context, request);
        return request.hidesOutput() ? result.withoutOutput() : result;
    }

    private static String hidden(CallContext context, CommandRequest request) throws InterruptedException {
        execute(context, request);
        return "";
    }

    private static CommandResult execute(CallContext context, CommandRequest request) throws InterruptedException {
        return CommandRunner.run(context, request);
    }

    private static Object runChroot(CallContext context, Arguments arguments) throws InterruptedException {
        if (!arguments.list("binds").isEmpty()) {
            throw new CommandExecutionException("binds are not supported: mount them before");
        }
        String root = arguments.text("root");
        String shell = Files.isRegularFile(Path.of(root, "bin/bash")) ? "/bin/bash" : "/bin/sh";
        String user = arguments
                .optionalText("runas")
                .map(name -> "--userspec " + name + ":"
                        + arguments.optionalText("group").orElse(""))
                .orElse("");
        CommandRequest request = CommandRequest.of(context, arguments, false);
        String line =
                request.cmd() instanceof List<?> ? String.join(" ", arguments.texts("cmd")) : arguments.text("cmd");
        String command =
                "chroot " + user + " " + ShellWords.quote(root) + " " + shell + " -c " + ShellWords.quote(line);
        Map<String, Object> outside = new java.util.HashMap<>();
        outside.put("runas", null);
        outside.put("group", null);
        CommandResult result = execute(context, request.with(outside).withCmd(command));
        return (request.hidesOutput() ? result.withoutOutput() : result).toMap();
    }

    private static List<String> shells() throws IOException {
        if (!Files.isReadable(SHELLS)) {
            return List.of();
        }
        return Files.readAllLines(SHELLS).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    private static Map<String, Object> tty(String device, String echo) {
        boolean isTerminal = device.matches("tty\\w*|pts/?\\d+");
        if (!isTerminal) {
            return Map.of("Error", "The specified device is not a valid TTY");
        }
        Path terminal = Path.of("/dev", device.startsWith("pts/") ? device : device.replace("pts", "pts/"));
        try {
            Files.writeString(terminal, echo, java.nio.file.StandardOpenOption.WRITE);
            return Map.of("Success", "Message was successfully echoed to " + terminal);
        } catch (IOException e) {
            return Map.of("Error", "Echoing to " + terminal + " returned error");
        }
    }
}
