package io.brine.cli;

import java.util.ArrayList;
import java.util.List;

/** The options of {@code salt-call}. Source: 3006.0 salt/utils/parsers.py SaltCallOptionParser. */
final class CallOptions {
    static final Synopsis SYNOPSIS = new Synopsis(
            "salt-call",
            "[options] <function> [arguments]",
            "Runs a function on this host as its minion would.",
            List.of(CommonOptions.general(own()), CommonOptions.logging(), CommonOptions.output()),
            List.of(
                    "salt-call test.ping                       is the master there?",
                    "salt-call --local grains.get os           without a master",
                    "salt-call state.apply web test=True",
                    "salt-call --local --file-root=/srv/salt state.apply",
                    "salt-call -d test.ping                    documentation"));

    private CallOptions() {}

    private static Opt[] own() {
        List<Opt> options = new ArrayList<>(CommonOptions.executors());
        options.addAll(List.of(
                Opt.text("proxyid", "PROXYID", "The id of a proxy minion to act for.", "--proxyid"),
                Opt.text("cachedir", "CACHEDIR", "The cache directory.", "--cachedir"),
                CommonOptions.argsStdin(),
                CommonOptions.hardCrash(),
                CommonOptions.noParse(),
                Opt.flag("grains_run", "Show the grains of this host.", "-g", "--grains"),
                Opt.list("module_dirs", "MODULE_DIRS", "A further directory of modules.", "-m", "--module-dirs"),
                Opt.flag("doc", "Show the documentation of a module or function.", "-d", "--doc", "--documentation"),
                Opt.text("master", "MASTER", "The master to use.", "--master"),
                Opt.text("return", "RETURNER", "Returners that get the result, comma separated.", "--return"),
                Opt.flag("local", "Without a master: files and pillar of this host.", "--local"),
                Opt.text("file_root", "FILE_ROOT", "The base environment's file root.", "--file-root"),
                Opt.text("pillar_root", "PILLAR_ROOT", "The base environment's pillar root.", "--pillar-root"),
                Opt.text("states_dir", "STATES_DIR", "A further directory of state modules.", "--states-dir"),
                Opt.flag("retcode_passthrough", "Exit with the return code of the function.", "--retcode-passthrough"),
                Opt.flag("print_metadata", "Show jid, return code and outputter, too.", "--metadata"),
                Opt.text("metadata", "METADATA", "Kept with the job, to find it again.", "--set-metadata"),
                Opt.text("id", "ID", "The minion id to use.", "--id"),
                Opt.flag("skip_grains", "Do not load grains.", "--skip-grains"),
                Opt.flag("refresh_grains_cache", "Collect the grains anew.", "--refresh-grains-cache"),
                Opt.flag("no_return_event", "Do not tell the master.", "--no-return-event"),
                Opt.number(
                        "auth_timeout", "TIMEOUT", "Seconds to wait for the master. Default: 60.", "-t", "--timeout"),
                Opt.flag("state_output_diff", "Show only states that changed something.", "--output-diff"),
                CommonOptions.strict()));
        return options.toArray(new Opt[0]);
    }
}
