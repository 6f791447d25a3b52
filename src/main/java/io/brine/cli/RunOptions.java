package io.brine.cli;

import java.util.List;

/** The options of {@code salt-run}. Source: 3006.0 salt/utils/parsers.py SaltRunOptionParser. */
final class RunOptions {
    static final Synopsis SYNOPSIS = new Synopsis(
            "salt-run",
            "[options] <function> [arguments]",
            "Runs runners: functions that work on the master.",
            List.of(
                    CommonOptions.general(
                            CommonOptions.timeout(1),
                            CommonOptions.hardCrash(),
                            CommonOptions.noParse(),
                            CommonOptions.argsStdin(),
                            Opt.text("jid", "JID", "Use this jid in place of a new one.", "--jid"),
                            Opt.flag("doc", "Show the documentation of runners.", "-d", "--doc", "--documentation"),
                            Opt.flag("async", "Start the runner in the master and do not wait.", "--async"),
                            Opt.flag("skip_grains", "Do not load grains.", "--skip-grains"),
                            CommonOptions.strict()),
                    CommonOptions.logging(),
                    CommonOptions.output(),
                    new OptGroup("Result", "", List.of(Opt.flag("quiet", "Do not show the result.", "--quiet"))),
                    CommonOptions.eauth()),
            List.of(
                    "salt-run manage.status                   who is up, who is down?",
                    "salt-run jobs.list_jobs",
                    "salt-run jobs.lookup_jid 20261120231458427663",
                    "salt-run state.event pretty=True         watch the event bus",
                    "salt-run -d jobs                         documentation"));

    private RunOptions() {}
}
