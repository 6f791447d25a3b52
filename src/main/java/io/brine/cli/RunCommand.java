package io.brine.cli;

import io.brine.client.ClientException;
import io.brine.client.Credentials;
import io.brine.client.LocalClient;
import io.brine.client.RunnerClient;
import io.brine.functions.FunctionDocs;
import io.brine.functions.FunctionRegistry;
import io.brine.master.runners.BesideDaemon;
import io.brine.master.runners.MasterFunctionRun;
import io.brine.master.runners.MasterFunctionRun.Call;
import io.brine.master.runners.RunnerTable;
import io.brine.transport.Roads;
import io.brine.transport.zmtp.ZmtpRoads;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code salt-run}: a runner in this process, beside the master. Source: 3006.0 salt/runner.py Runner.run, salt/cli/run.py. */
final class RunCommand implements Command {
    private static final Duration LONGEST = Duration.ofHours(24);

    @Override
    public Synopsis synopsis() {
        return RunOptions.SYNOPSIS;
    }

    @Override
    public int run(Given given, Terminal terminal) {
        Given complete = StdinWords.added(given, terminal);
        List<String> words = complete.words();
        if (given.flag("doc") && words.size() > 1) {
            throw synopsis().error("You can only get documentation for one method at one time");
        }
        MasterSide side = MasterSide.of(given, terminal);
        if (given.filled("eauth").isPresent() || given.flag("async")) {
            return throughMaster(side, words);
        }
        try (Roads roads = new ZmtpRoads(1);
                BesideDaemon beside =
                        BesideDaemon.open(side.config(), roads, WhoAmI.name(terminal.environment()), terminal::print)) {
            if (given.flag("doc")) {
                printDocs(RunnerTable.of(beside.context()), words.isEmpty() ? "" : words.get(0), terminal);
                return ExitCodes.OK;
            }
            MasterFunctionRun runners = beside.runners();
            String jid = given.filled("jid").orElseGet(runners::newJid);
            Call call = call(given, words);
            boolean isKnown = runners.knows(call.fun());
            return show(
                    side,
                    isKnown ? runners.run(call, jid, WhoAmI.name(terminal.environment())) : runners.refuse(call, jid));
        }
    }

    private static Call call(Given given, List<String> words) {
        String fun = words.isEmpty() ? "" : words.get(0);
        List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
        return Call.of(fun, TypedArguments.of(rest, given.text("no_parse").orElse("")), Map.of());
    }

    /** Asked of the master's own process: by people with external authentication, and when nobody wants to wait. */
    private static int throughMaster(MasterSide side, List<String> words) {
        Given given = side.given();
        Call call = call(given, words);
        try (LocalClient client = side.client()) {
            Credentials credentials = side.credentials(client);
            RunnerClient runners = new RunnerClient(client);
            if (given.flag("async")) {
                String tag = runners.start(call.fun(), call.args(), call.kwargs(), credentials)
                        .tag();
                side.terminal()
                        .complain("[WARNING ] Running in asynchronous mode. Results of this execution may be"
                                + " collected by attaching to the master event bus or by examining the master job cache, if"
                                + " configured. This execution is running under tag " + tag);
                return ExitCodes.OK;
            }
            return show(side, runners.run(call.fun(), call.args(), call.kwargs(), credentials, LONGEST));
        } catch (ClientException refused) {
            side.output().show(refused.getMessage(), "nested");
            return given.flag("strict") ? ExitCodes.GENERIC : ExitCodes.OK;
        }
    }

    /** Shows the return; a return may carry the outputter and the exit code it wants. */
    private static int show(MasterSide side, Map<String, Object> data) {
        Object shown = data.get("return");
        String outputter = data.get("outputter") instanceof String name ? name : "";
        int code = ExitCodes.OK;
        if (data.get("return") instanceof Map<?, ?> map) {
            if (map.containsKey("data") && map.get("outputter") instanceof String name) {
                shown = map.get("data");
                outputter = name;
            }
            code = exitCode(map);
        }
        if (!side.given().flag("quiet")) {
            side.output().show(shown, outputter);
        }
        boolean failed = Boolean.FALSE.equals(data.get("success"));
        return side.given().flag("strict") && failed ? Math.max(ExitCodes.GENERIC, code) : code;
    }

    private static int exitCode(Map<?, ?> returned) {
        if (returned.get("retcode") instanceof Number code) {
            return code.intValue();
        }
        return returned.get("data") instanceof Map<?, ?> data && data.get("retcode") instanceof Number code
                ? code.intValue()
                : ExitCodes.OK;
    }

    /** @param prefix a module, a function, or empty for everything */
    static void printDocs(FunctionRegistry functions, String prefix, Terminal terminal) {
        for (String name : functions.names()) {
            if (prefix.isEmpty() || name.equals(prefix) || name.startsWith(prefix + ".")) {
                terminal.print(name + ":");
                terminal.print(FunctionDocs.plain(functions, name));
            }
        }
    }
}
