package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Code that is put into a file for the time it runs. Source: 3006.0 salt/modules/cmdmod.py script, exec_code_all */
final class ScriptRun {
    private ScriptRun() {}

    /** Fetches and runs a script; {@code cache_error} is set if there is none. */
    static Map<String, Object> script(CallContext context, Arguments arguments)
            throws IOException, InterruptedException {
        String source = arguments.text("source");
        String saltenv = CachedFiles.saltenv(context, arguments);
        Optional<Path> cached = CachedFiles.cache(context, source, saltenv);
        if (cached.isEmpty()) {
            return cacheError();
        }
        Path script = temporary(arguments, suffix(source));
        try {
            copy(cached.get(), script, arguments.optionalText("template").orElse(""));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("r-x------"));
            giveTo(script, arguments.optionalText("runas"));
            String words =
                    arguments.optionalText("args").map(args -> " " + args).orElse("");
            Map<String, Object> command = new HashMap<>();
            command.put("cmd", ShellWords.quote(script.toString()) + words);
            command.put("template", null);
            return run(context, arguments, command);
        } finally {
            Files.deleteIfExists(script);
        }
    }

    /** Runs code with an interpreter. */
    static Map<String, Object> code(CallContext context, Arguments arguments) throws IOException, InterruptedException {
        Path file = Files.createTempFile("brine-code-", null);
        try {
            Files.writeString(file, arguments.text("code"));
            giveTo(file, Optional.ofNullable(arguments.varKwargs().get("runas")).map(PyText::str));
            List<Object> words = new ArrayList<>(List.of(arguments.text("lang"), file.toString()));
            Object args = arguments.value("args");
            words.addAll(args instanceof List<?> list ? list : args == null ? List.of() : List.of(args));
            Map<String, Object> command = new HashMap<>();
            command.put("cmd", words);
            command.put("args", null);
            command.put("python_shell", false);
            return run(context, arguments, command);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Map<String, Object> run(CallContext context, Arguments arguments, Map<String, Object> command)
            throws InterruptedException {
        Map<String, Object> named = new LinkedHashMap<>(arguments.named());
        named.putAll(command);
        CommandRequest request = CommandRequest.of(
                context, new Arguments(named, List.of(), arguments.varKwargs()), arguments.flag("redirect_stderr"));
        CommandResult result = CommandRunner.run(context, request);
        return (request.hidesOutput() ? result.withoutOutput() : result).toMap();
    }

    private static Map<String, Object> cacheError() {
        Map<String, Object> result = new CommandResult(0, 1L, "", "").toMap();
        result.put("cache_error", true);
        return result;
    }

    private static Path temporary(Arguments arguments, String suffix) throws IOException {
        Optional<String> cwd = arguments.optionalText("cwd");
        return cwd.isPresent()
                ? Files.createTempFile(Path.of(cwd.get()), "brine-script-", suffix)
                : Files.createTempFile("brine-script-", suffix);
    }

    private static void copy(Path cached, Path script, String template) throws IOException {
        if (template.isEmpty()) {
            Files.copy(cached, script, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.writeString(script, TemplateText.render(Files.readString(cached), template));
        }
    }

    private static void giveTo(Path file, Optional<String> user) throws IOException {
        if (user.isPresent()) {
            try {
                Files.setOwner(
                        file,
                        file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user.get()));
            } catch (java.nio.file.attribute.UserPrincipalNotFoundException e) {
                throw new CommandExecutionException("User '" + user.get() + "' is not available");
            }
        }
    }

    private static String suffix(String source) {
        String name = source.substring(source.lastIndexOf('/') + 1).replaceFirst("\\?.*$", "");
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot) : "";
    }
}
