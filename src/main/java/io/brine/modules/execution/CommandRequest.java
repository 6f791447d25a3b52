package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.InvocationException;
import io.brine.target.Fnmatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of {@code cmd.run} and its relatives, wherever in the call they stood.
 *
 * @param asked every argument by name, nil for those not given
 * @param cmd text, or a list of words
 */
record CommandRequest(Arguments asked, Object cmd, boolean mergesStderr, boolean isPublished) {
    /** Arguments that went into {@code **kwargs} of the function count like declared ones, as in Salt. */
    static CommandRequest of(CallContext context, Arguments arguments, boolean mergesStderr) {
        Map<String, Object> all = new LinkedHashMap<>(arguments.varKwargs());
        all.putAll(arguments.named());
        Arguments asked = new Arguments(all, List.of(), Map.of());
        asked.optionalText("template").ifPresent(engine -> TemplateText.render(PyText.str(asked.value("cmd")), engine));
        CommandRequest request =
                new CommandRequest(asked, asked.value("cmd"), mergesStderr, all.containsKey("__pub_jid"));
        request.refuseForbidden(context);
        return request;
    }

    CommandRequest withCmd(Object other) {
        return new CommandRequest(asked, other, mergesStderr, isPublished);
    }

    /** With arguments set or replaced. */
    CommandRequest with(Map<String, Object> changes) {
        Map<String, Object> all = new LinkedHashMap<>(asked.named());
        all.putAll(changes);
        return new CommandRequest(new Arguments(all, List.of(), Map.of()), cmd, mergesStderr, isPublished);
    }

    /**
     * Whether a shell reads the command. Unless it was said: yes for what a person asked of this minion directly, no for
     * calls from templates and states. Source: 3006.0 salt/modules/cmdmod.py _python_shell_default
     */
    boolean usesShell(CallContext context) {
        return asked.optionalFlag("python_shell")
                .orElseGet(() -> isPublished || Boolean.FALSE.equals(context.option("cmd_safe")));
    }

    String shell() {
        return asked.optionalText("shell").orElse("/bin/sh");
    }

    boolean isBackground() {
        return asked.flag("bg");
    }

    boolean isQuiet() {
        return "quiet".equals(asked.value("output_loglevel"));
    }

    boolean hidesOutput() {
        return asked.flag("hide_output");
    }

    boolean ignoresRetcode() {
        return asked.flag("ignore_retcode") || isBackground();
    }

    /** Seconds, 0 for no limit. */
    double timeout() {
        Object timeout = asked.value("timeout");
        if (Trees.isTruthy(timeout) && !(timeout instanceof Number)) {
            throw new CommandExecutionException("Error: timeout " + PyText.str(timeout) + " must be a number");
        }
        return timeout instanceof Number number ? number.doubleValue() : 0;
    }

    /** A literal {@code \n} typed on the command line is a line feed, unless {@code stdin_raw_newlines}. */
    Optional<String> stdin() {
        Optional<String> stdin = Optional.ofNullable(asked.value("stdin")).map(PyText::str);
        return asked.flag("stdin_raw_newlines") ? stdin : stdin.map(text -> text.replace("\\n", "\n"));
    }

    /** {@code env}, a map or a list of maps; a variable without value is empty. */
    Map<String, String> env() {
        Map<String, String> env = new LinkedHashMap<>();
        Object given = asked.value("env");
        List<?> maps = given instanceof List<?> list ? list : given == null ? List.of() : List.of(given);
        for (Object each : maps) {
            if (each instanceof Map<?, ?> map) {
                map.forEach((key, value) -> env.put(PyText.str(key), value == null ? "" : PyText.str(value)));
            }
        }
        return env;
    }

    List<Long> successRetcodes() {
        try {
            return asked.isNil("success_retcodes")
                    ? List.of(0L)
                    : asked.texts("success_retcodes").stream()
                            .map(Long::valueOf)
                            .toList();
        } catch (NumberFormatException e) {
            throw new InvocationException("success_retcodes must be a list of integers");
        }
    }

    /** Only its first word may stand in a log: arguments can hold secrets. */
    String firstWord() {
        String text = cmd instanceof List<?> list ? (list.isEmpty() ? "" : PyText.str(list.get(0))) : PyText.str(cmd);
        return text.strip().split("\\s", 2)[0];
    }

    private void refuseForbidden(CallContext context) {
        String line = cmd instanceof List<?> list
                ? String.join(" ", list.stream().map(PyText::str).toList())
                : PyText.str(cmd);
        boolean isForbidden = matchesAny(context, "cmd_blacklist_glob", line);
        boolean hasWhitelist = Trees.isTruthy(ConfigLookup.get(context, "cmd_whitelist_glob", null));
        boolean isAllowed = !hasWhitelist || matchesAny(context, "cmd_whitelist_glob", line);
        if (isPublished && (isForbidden || !isAllowed)) {
            throw new CommandExecutionException("The shell command \"" + line + "\" is not permitted");
        }
    }

    private static boolean matchesAny(CallContext context, String option, String line) {
        return ConfigLookup.get(context, option, null) instanceof List<?> globs
                && globs.stream().anyMatch(glob -> Fnmatch.matches(PyText.str(glob), line));
    }
}
