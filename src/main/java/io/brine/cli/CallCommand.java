package io.brine.cli;

import io.brine.config.ConfigException;
import io.brine.config.ConfigLoader;
import io.brine.config.MinionConfig;
import io.brine.functions.FunctionEntry;
import io.brine.functions.FunctionRegistry;
import io.brine.functions.PublishedArguments;
import io.brine.minion.SaltCall;
import io.brine.minion.SaltCallException;
import io.brine.transport.zmtp.ZmtpRoads;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code salt-call}: a minion for one function. Source: 3006.0 salt/cli/call.py, salt/cli/caller.py. */
final class CallCommand implements Command {
    private static final String USAGE = "\n\nUsage:\n";

    private final Function<MinionConfig, SaltCall> minions;

    CallCommand() {
        this(config -> new SaltCall(config, () -> new ZmtpRoads(1)));
    }

    /** @param functions those of the minion, in place of Brine's own */
    CallCommand(FunctionRegistry functions) {
        this(config -> new SaltCall(config, () -> new ZmtpRoads(1), functions));
    }

    private CallCommand(Function<MinionConfig, SaltCall> minions) {
        this.minions = minions;
    }

    @Override
    public Synopsis synopsis() {
        return CallOptions.SYNOPSIS;
    }

    @Override
    public int run(Given given, Terminal terminal) {
        Given complete = StdinWords.added(given, terminal);
        check(complete, terminal);
        MinionConfig config = config(complete);
        OutputPrinter output = OutputPrinter.of(terminal, config.raw(), complete);
        try (SaltCall minion = minions.apply(config)) {
            if (given.flag("doc")) {
                printDocs(
                        minion.functions(),
                        complete.words().isEmpty() ? "" : complete.words().get(0),
                        terminal);
                return ExitCodes.OK;
            }
            if (given.flag("grains_run")) {
                output.show(Map.of("local", minion.grains()), "grains");
                return ExitCodes.OK;
            }
            return show(complete, output, minion.call(call(complete)));
        } catch (SaltCallException failed) {
            return complain(failed, terminal);
        }
    }

    private void check(Given given, Terminal terminal) {
        boolean something = given.flag("grains_run") || given.flag("doc");
        if (given.words().isEmpty() && !something) {
            terminal.out().print(HelpText.of(synopsis(), terminal.columns()));
            throw synopsis().error("Requires function, --grains or --doc");
        }
        if (!given.words().isEmpty() && given.flag("grains_run")) {
            throw synopsis().error("-g/--grains does not accept any arguments");
        }
        if (given.words().size() > 1 && given.flag("doc")) {
            throw synopsis().error("You can only get documentation for one method at one time");
        }
    }

    private static MinionConfig config(Given given) {
        Map<String, Object> overrides =
                given.only("log_level", "log_file", "log_level_logfile", "master", "id", "cachedir", "auth_timeout");
        given.filled("file_root").ifPresent(root -> overrides.put("file_roots", roots(root)));
        given.filled("pillar_root").ifPresent(root -> overrides.put("pillar_roots", roots(root)));
        if (given.flag("local")) {
            overrides.put("file_client", "local");
            overrides.put("local", true);
        }
        try {
            return ConfigLoader.ofThisProcess()
                    .minion(given.filled("config_dir").map(Path::of), overrides, true);
        } catch (ConfigException wrong) {
            throw new ExitException(ExitCodes.USAGE, wrong.getMessage() + "\n");
        }
    }

    private static Map<String, Object> roots(String root) {
        return Map.of("base", List.of(Path.of(root).toAbsolutePath().normalize().toString()));
    }

    private static SaltCall.Call call(Given given) {
        List<String> words = given.words().subList(1, given.words().size());
        return new SaltCall.Call(
                given.words().get(0),
                TypedArguments.of(words, given.text("no_parse").orElse("")),
                words,
                given.filled("metadata").map(PublishedArguments::readWord),
                !given.flag("no_return_event"));
    }

    private static int show(Given given, OutputPrinter output, SaltCall.Answer answer) {
        boolean all = given.flag("print_metadata");
        Map<String, Object> shown = java.util.Collections.singletonMap("local", all ? answer.ret() : answer.returned());
        output.show(shown, all ? "nested" : answer.out(), answer.retcode());
        if (given.flag("retcode_passthrough")) {
            return answer.retcode();
        }
        return answer.retcode() == ExitCodes.OK ? ExitCodes.OK : ExitCodes.GENERIC;
    }

    /** What a wrong call is told goes to standard error, the documentation that helps to standard output. */
    private static int complain(SaltCallException failed, Terminal terminal) {
        int usage = failed.getMessage().indexOf(USAGE);
        if (usage < 0) {
            terminal.complain(failed.getMessage());
        } else {
            terminal.complain(failed.getMessage().substring(0, usage + USAGE.length() - 1));
            terminal.print(failed.getMessage().substring(usage + USAGE.length()));
        }
        return failed.exitCode();
    }

    private static void printDocs(FunctionRegistry functions, String prefix, Terminal terminal) {
        for (String name : functions.names()) {
            if (name.startsWith(prefix)) {
                String doc = functions.find(name).map(FunctionEntry::doc).orElse("");
                terminal.print(name + ":\n" + doc + "\n");
            }
        }
    }
}
