package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code saltutil}: the minion itself: its jobs, its caches, its keys. Source: 3006.0 salt/modules/saltutil.py */
final class SaltutilModule implements FunctionModule {
    private static final Parameters SYNC =
            Parameters.of("saltenv=None", "refresh=True", "extmod_whitelist=None", "extmod_blacklist=None");

    /** In the order {@code sync_all} returns them. */
    private static final List<String> KINDS = List.of(
            "clouds",
            "beacons",
            "modules",
            "states",
            "sdb",
            "grains",
            "renderers",
            "returners",
            "output",
            "utils",
            "log_handlers",
            "executors",
            "proxymodules",
            "engines",
            "thorium",
            "serializers",
            "matchers");

    @Override
    public String name() {
        return "saltutil";
    }

    @Override
    public void register(Registrar functions) {
        registerJobs(functions);
        registerRefreshes(functions);
        registerSyncs(functions);
        registerCaches(functions);
        registerMaster(functions);
    }

    private void registerJobs(Registrar functions) {
        functions.add(
                "running",
                Parameters.of(),
                "Return the jobs that run on this minion, besides this one.\nsalt '*' saltutil.running",
                (context, arguments) -> new JobSignals(context).running());
        functions.add(
                "is_running",
                Parameters.of("fun"),
                "Return the jobs that run this function; globs are allowed.\nsalt '*' saltutil.is_running state.highstate",
                (context, arguments) -> new JobSignals(context).running(arguments.text("fun")));
        functions.add(
                "find_job",
                Parameters.of("jid"),
                "Return the data of a job that runs, or nothing.\nsalt '*' saltutil.find_job <job id>",
                (context, arguments) -> new JobSignals(context).find(arguments.text("jid")));
        functions.add(
                "find_cached_job",
                Parameters.of("jid"),
                "Return the return of an earlier job, if returns are cached.\nsalt '*' saltutil.find_cached_job <job id>",
                (context, arguments) -> new MinionCache(context).job(arguments.text("jid")));
        functions.add(
                "signal_job",
                Parameters.of("jid", "sig"),
                "Send a signal to a job and to the processes it has started.\nsalt '*' saltutil.signal_job <job id> 15",
                (context, arguments) ->
                        new JobSignals(context).signal(arguments.text("jid"), (int) arguments.integer("sig")));
        functions.add(
                "term_job",
                Parameters.of("jid"),
                "End a job.\nsalt '*' saltutil.term_job <job id>",
                (context, arguments) -> new JobSignals(context).signal(arguments.text("jid"), JobSignals.SIGTERM));
        functions.add(
                "kill_job",
                Parameters.of("jid"),
                "End a job by force.\nsalt '*' saltutil.kill_job <job id>",
                (context, arguments) -> new JobSignals(context).signal(arguments.text("jid"), JobSignals.SIGKILL));
        functions.add(
                "term_all_jobs",
                Parameters.of(),
                "End every other job.\nsalt '*' saltutil.term_all_jobs",
                (context, arguments) -> new JobSignals(context).signalAll(JobSignals.SIGTERM));
        functions.add(
                "kill_all_jobs",
                Parameters.of(),
                "End every other job by force.\nsalt '*' saltutil.kill_all_jobs",
                (context, arguments) -> new JobSignals(context).signalAll(JobSignals.SIGKILL));
    }

    private void registerRefreshes(Registrar functions) {
        functions.add(
                "refresh_pillar",
                Parameters.of("wait=False", "timeout=30", "clean_cache=True"),
                "Have the pillar compiled afresh; it is there when this returns.\nsalt '*' saltutil.refresh_pillar",
                (context, arguments) -> context.minion().refreshPillar());
        functions.alias("pillar_refresh", "refresh_pillar");
        functions.add(
                "refresh_grains",
                Parameters.of("**kwargs"),
                "Collect the grains again, and the pillar with them.\nsalt '*' saltutil.refresh_grains",
                SaltutilModule::refreshGrains);
        functions.add(
                "refresh_modules",
                Parameters.of("**kwargs"),
                "Load the functions and the grains again.\nsalt '*' saltutil.refresh_modules",
                (context, arguments) -> {
                    context.minion().refreshModules();
                    return true;
                });
        for (String kind : List.of("beacons", "matchers")) {
            functions.add(
                    "refresh_" + kind,
                    Parameters.of(),
                    "Ask the minion to load its " + kind + " again.\nsalt '*' saltutil.refresh_" + kind,
                    (context, arguments) -> {
                        context.minion().fireLocal(kind + "_refresh", Map.of());
                        return true;
                    });
        }
    }

    private void registerSyncs(Registrar functions) {
        functions.add(
                "sync_all",
                SYNC,
                "Fetch custom modules of every kind. This minion runs no Python, so none is ever fetched; grains and"
                        + " pillar are refreshed.\nsalt '*' saltutil.sync_all",
                (context, arguments) -> {
                    Map<String, Object> fetched = new LinkedHashMap<>();
                    KINDS.forEach(kind -> fetched.put(kind, List.of()));
                    if (arguments.flag("refresh")) {
                        context.minion().refreshPillar();
                    }
                    return fetched;
                });
        KINDS.forEach(kind -> functions.add(
                "sync_" + kind,
                SYNC,
                "Fetch custom " + kind
                        + ". This minion runs no Python, so none is ever fetched.\nsalt '*' saltutil.sync_" + kind,
                (context, arguments) -> {
                    if (arguments.flag("refresh")) {
                        context.minion().refreshModules();
                    }
                    return List.of();
                }));
        functions.alias("sync_outputters", "sync_output");
        functions.add(
                "list_extmods",
                Parameters.of(),
                "List the custom modules in the cache.\nsalt '*' saltutil.list_extmods",
                (context, arguments) -> new MinionCache(context).extensionModules());
    }

    private void registerCaches(Registrar functions) {
        functions.add(
                "clear_cache",
                Parameters.of(),
                "Delete every file in the minion's cache.\nsalt '*' saltutil.clear_cache",
                (context, arguments) -> new MinionCache(context).clear());
        functions.add(
                "clear_job_cache",
                Parameters.of("hours=24"),
                "Delete the cached jobs older than this.\nsalt '*' saltutil.clear_job_cache hours=12",
                (context, arguments) -> new MinionCache(context)
                        .clearJobs(arguments.optionalNumber("hours").orElse(24.0), Clock.systemUTC()));
        functions.add(
                "regen_keys",
                Parameters.of(),
                "Delete the minion's keys; new ones are made at its next start.\nsalt '*' saltutil.regen_keys",
                SaltutilModule::deleteKeys);
    }

    private void registerMaster(Registrar functions) {
        functions.add(
                "revoke_auth",
                Parameters.of("preserve_minion_cache=False"),
                "Ask the master to forget this minion's key.\nsalt '*' saltutil.revoke_auth",
                SaltutilModule::revokeAuth);
        functions.add(
                "runner",
                Parameters.of(
                        "name", "arg=None", "kwarg=None", "full_return=False", "saltenv=base", "jid=None", "**kwargs"),
                "Run a runner on the master, if peer_run of the master allows it.\n"
                        + "salt master_minion saltutil.runner jobs.list_jobs",
                SaltutilModule::runner);
        functions.add(
                "wheel",
                Parameters.of("name", "*args", "**kwargs"),
                "Run a wheel function; only a minion that shares the master's host and keys could.\n"
                        + "salt my_master_minion saltutil.wheel minions.connected",
                (context, arguments) -> {
                    throw new CommandExecutionException(
                            "This command can only be executed on a minion that is located on the master.");
                });
    }

    private static Object refreshGrains(CallContext context, Arguments arguments) {
        Map<String, Object> kwargs = arguments.cleanKwargs();
        Object refreshPillar = kwargs.remove("refresh_pillar");
        if (!kwargs.isEmpty()) {
            List<String> pairs = new ArrayList<>();
            kwargs.forEach((key, value) -> pairs.add(key + "=" + PyText.str(value)));
            throw new InvocationException("The following keyword arguments are not valid: " + String.join(", ", pairs));
        }
        context.minion().refreshGrains();
        if (Boolean.FALSE.equals(refreshPillar)) {
            context.minion().refreshModules();
        } else {
            context.minion().refreshPillar();
        }
        return true;
    }

    private static Object deleteKeys(CallContext context, Arguments arguments) throws IOException {
        Object pkiDir = context.option("pki_dir");
        Path directory = Path.of(pkiDir == null ? "/etc/salt/pki/minion" : PyText.str(pkiDir));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Files.deleteIfExists(file);
            }
        }
        return null;
    }

    private static Object revokeAuth(CallContext context, Arguments arguments) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "revoke_auth");
        load.put("id", context.id());
        load.put("preserve_minion_cache", arguments.flag("preserve_minion_cache"));
        try {
            context.master().request(load);
            return true;
        } catch (CommandExecutionException e) {
            return false;
        }
    }

    private static Object runner(CallContext context, Arguments arguments) {
        Map<String, Object> kwargs = new LinkedHashMap<>(arguments.map("kwarg"));
        kwargs.putAll(arguments.cleanKwargs());
        List<Object> arg = new ArrayList<>(arguments.list("arg"));
        return PeerRequests.runner(context, arguments.text("name"), arg, kwargs, 5);
    }
}
