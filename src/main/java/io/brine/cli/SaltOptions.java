package io.brine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of {@code salt} and what they mean together. Source: 3006.0 salt/utils/parsers.py SaltCMDOptionParser. */
final class SaltOptions {
    private static final List<String> TARGET_KINDS = List.of(
            "hosts",
            "pcre",
            "list",
            "grain",
            "grain_pcre",
            "nodegroup",
            "range",
            "compound",
            "pillar",
            "pillar_pcre",
            "ipcidr");

    static final Synopsis SYNOPSIS = new Synopsis(
            "salt",
            "[options] '<target>' <function> [arguments]",
            "Runs functions on minions, all at once, and shows what they return.",
            List.of(
                    CommonOptions.general(own()),
                    CommonOptions.logging(),
                    CommonOptions.targets(true),
                    CommonOptions.targetDetails(),
                    CommonOptions.output(),
                    CommonOptions.eauth()),
            List.of(
                    "salt '*' test.ping                        is everybody there?",
                    "salt 'web*' cmd.run 'uptime'              a shell command on some of them",
                    "salt -G os:Debian pkg.upgrade -b 10%      a tenth of all Debian machines at a time",
                    "salt -L web1,db1 state.apply test=True    what would be changed on these two?",
                    "salt -C 'G@role:web and not web3' service.restart nginx",
                    "salt '*' grains.items --static --out=json > grains.json"));

    private SaltOptions() {}

    private static Opt[] own() {
        List<Opt> options = new ArrayList<>(CommonOptions.executors());
        options.addAll(publishing());
        options.addAll(batches());
        options.addAll(returners());
        options.addAll(showing());
        return options.toArray(new Opt[0]);
    }

    private static List<Opt> publishing() {
        return List.of(
                CommonOptions.timeout(5),
                CommonOptions.hardCrash(),
                CommonOptions.noParse(),
                CommonOptions.argsStdin(),
                Opt.flag("static", "Collect all returns and show them together at the end.", "-s", "--static"),
                Opt.flag("progress", "Show how many minions have returned.", "-p", "--progress"),
                Opt.flag("failhard", "Stop a batch after the first bad return.", "--failhard"),
                Opt.flag("async", "Publish, show the jid and do not wait.", "--async"),
                Opt.number(
                        "subset",
                        "SUBSET",
                        "Run on so many of the targeted minions, chosen by chance among those that have the function.",
                        "--subset"),
                Opt.flag("verbose", "Show the jid and more of what happens.", "-v", "--verbose"),
                Opt.off("show_timeout", "Do not show the minions that did not return.", "--hide-timeout"),
                Opt.flag("show_jid", "Show the jid.", "--show-jid"));
    }

    private static List<Opt> batches() {
        return List.of(
                Opt.text(
                        "batch",
                        "BATCH",
                        "At most so many minions work at once: a number, or a percentage such as 10%.",
                        "-b",
                        "--batch",
                        "--batch-size"),
                Opt.number(
                        "batch_wait",
                        "BATCH_WAIT",
                        "Seconds to wait after a minion returned before the next one starts in its place.",
                        "--batch-wait"),
                Opt.number(
                        "batch_safe_limit",
                        "BATCH_SAFE_LIMIT",
                        "Run as a batch when so many minions or more are targeted.",
                        "--batch-safe-limit"),
                Opt.number(
                        "batch_safe_size",
                        "BATCH_SAFE_SIZE",
                        "The size of such a batch. Default: 8.",
                        "--batch-safe-size"),
                Opt.text(
                        "batch_canary",
                        "BATCH_CANARY",
                        "With --async: so many minions, or percent, run first; the others only if all of them succeed.",
                        "--batch-canary"),
                Opt.text(
                        "batch_max_failures",
                        "BATCH_MAX_FAILURES",
                        "With --async: nobody new starts after so many failures, or percent of the minions.",
                        "--batch-max-failures"));
    }

    private static List<Opt> returners() {
        return List.of(
                Opt.text("return", "RETURNER", "Returners that also get the returns, comma separated.", "--return"),
                Opt.text(
                        "return_config",
                        "RETURNER_CONF",
                        "An alternative configuration of the returner.",
                        "--return_config"),
                Opt.text("return_kwargs", "RETURNER_KWARGS", "Settings of the returner.", "--return_kwargs"));
    }

    private static List<Opt> showing() {
        return List.of(
                Opt.flag("doc", "Show the documentation of a module or function.", "-d", "--doc", "--documentation"),
                Opt.text(
                        "args_separator",
                        "ARGS_SEPARATOR",
                        "Separates the arguments of several functions. Default: ','.",
                        "--args-separator"),
                Opt.flag("cli_summary", "Show at the end how many minions returned.", "--summary"),
                Opt.text("metadata", "METADATA", "Kept with the job, to find it again.", "--metadata"),
                Opt.flag("state_output_diff", "Show only states that changed something.", "--output-diff"),
                Opt.flag("config_dump", "Show the master's configuration.", "--config-dump"),
                Opt.flag(
                        "preview_target",
                        "Show which minions the target matches; nothing is sent.",
                        "--preview-target"),
                CommonOptions.strict());
    }

    /**
     * The kind of target asked for by its option, empty for a glob.
     *
     * @throws ExitException if two are asked for
     */
    static Optional<String> targetKind(Given given, Synopsis synopsis) {
        List<String> chosen = TARGET_KINDS.stream().filter(given::flag).toList();
        if (chosen.size() > 1) {
            List<String> names = synopsis.options().stream()
                    .filter(option -> chosen.contains(option.key()))
                    .map(option -> option.names().get(option.names().size() - 1))
                    .toList();
            throw synopsis.error("The options " + String.join("/", names)
                    + " are mutually exclusive. Please only choose one of them");
        }
        return chosen.stream().findFirst();
    }
}
