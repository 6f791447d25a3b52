package io.brine.cli;

import java.util.ArrayList;
import java.util.List;

/** The options several commands share, in groups as Salt's parsers have them. Source: 3006.0 salt/utils/parsers.py. */
final class CommonOptions {
    private CommonOptions() {}

    /** Every command: help, version and where the configuration is, then the command's own. */
    static OptGroup general(Opt... own) {
        List<Opt> options = new ArrayList<>(List.of(
                Opt.flag("version", "show program's version number and exit", "--version"),
                Opt.flag(
                        "versions_report",
                        "Show the versions of this program and of what it runs on and exit.",
                        "-V",
                        "--versions-report"),
                Opt.flag("help", "show this help message and exit", "-h", "--help"),
                Opt.text(
                        "saltfile",
                        "SALTFILE",
                        "A file with options for the commands; without it ./Saltfile and ~/.salt/Saltfile are looked for.",
                        "--saltfile"),
                Opt.text(
                        "config_dir",
                        "CONFIG_DIR",
                        "The configuration directory. Default: '/etc/salt'.",
                        "-c",
                        "--config-dir")));
        options.addAll(List.of(own));
        return new OptGroup("", "", options);
    }

    static Opt hardCrash() {
        return Opt.flag("hard_crash", "Show where an error came from rather than exiting gracefully.", "--hard-crash");
    }

    static Opt noParse() {
        return Opt.text(
                "no_parse",
                "argname1,argname2,...",
                "Named arguments (argname=value) whose values stay text.",
                "--no-parse");
    }

    static Opt argsStdin() {
        return Opt.flag("args_stdin", "Read further words from standard input, one per line.", "--args-stdin");
    }

    static List<Opt> executors() {
        return List.of(
                Opt.text(
                        "module_executors",
                        "EXECUTOR_LIST",
                        "Executors to use in place of the minion's own.",
                        "--module-executors"),
                Opt.text("executor_opts", "EXECUTOR_OPTS", "Options for the executors.", "--executor-opts"));
    }

    static OptGroup logging() {
        return new OptGroup(
                "Logging Options",
                "Options given here win over those of the configuration file.",
                List.of(
                        Opt.text(
                                "log_level",
                                "LOG_LEVEL",
                                "Console logging log level. One of 'all', 'garbage', 'trace', 'debug', 'profile', 'info', 'warning', 'error', 'critical', 'quiet'. Default: 'warning'.",
                                "-l",
                                "--log-level"),
                        Opt.text("log_file", "LOG_FILE", "Log file path.", "--log-file"),
                        Opt.text(
                                "log_level_logfile",
                                "LOG_LEVEL_LOGFILE",
                                "Log level of the log file.",
                                "--log-file-level")));
    }

    static OptGroup targets(boolean extended) {
        List<Opt> options = new ArrayList<>(List.of(
                Opt.flag("hosts", "List all known hosts of the rosters.", "-H", "--hosts"),
                Opt.flag("pcre", "The target is a regular expression on minion ids.", "-E", "--pcre"),
                Opt.flag("list", "The target is a list of minion ids, separated by commas or blanks.", "-L", "--list"),
                Opt.flag("grain", "The target is a grain and a glob: \"os:Arch*\".", "-G", "--grain"),
                Opt.flag(
                        "grain_pcre",
                        "The target is a grain and a regular expression: \"os:Arch.*\".",
                        "-P",
                        "--grain-pcre"),
                Opt.flag("nodegroup", "The target is a nodegroup of the master's configuration.", "-N", "--nodegroup"),
                Opt.flag("range", "The target is a range expression such as %cluster.", "-R", "--range")));
        if (extended) {
            options.addAll(List.of(
                    Opt.flag(
                            "compound",
                            "The target is an expression of several kinds of targets: \"G@os:RedHat and web* or E@db.*\".",
                            "-C",
                            "--compound"),
                    Opt.flag(
                            "pillar", "The target is a pillar key and a glob: \"role:production*\".", "-I", "--pillar"),
                    Opt.flag(
                            "pillar_pcre",
                            "The target is a pillar key and a regular expression: \"role:prod.*\".",
                            "-J",
                            "--pillar-pcre"),
                    Opt.flag(
                            "ipcidr",
                            "The target is a subnet in CIDR notation or an address: \"10.0.0.0/8\".",
                            "-S",
                            "--ipcidr")));
        }
        return new OptGroup(
                "Target Options", "How the target is read; without any of these it is a glob on minion ids.", options);
    }

    static OptGroup targetDetails() {
        return new OptGroup(
                "Additional Target Options",
                "Additional options for minion targeting.",
                List.of(Opt.text(
                        "delimiter",
                        "DELIMITER",
                        "Separates the levels of a grain or pillar target. Default: ':'.",
                        "--delimiter")));
    }

    static OptGroup output() {
        return new OptGroup(
                "Output Options",
                "Configure your preferred output format.",
                List.of(
                        Opt.text(
                                "output",
                                "OUTPUT",
                                "The outputter: nested, highstate, json, yaml, txt, raw, pprint, quiet, newline_values_only, table, profile.",
                                "--out",
                                "--output"),
                        Opt.number(
                                "output_indent",
                                "OUTPUT_INDENT",
                                "Blanks per level in outputters that indent; a negative number puts everything on one line.",
                                "--out-indent",
                                "--output-indent"),
                        Opt.text(
                                "output_file",
                                "OUTPUT_FILE",
                                "Write the output to this file.",
                                "--out-file",
                                "--output-file"),
                        Opt.flag(
                                "output_file_append",
                                "Append to the output file.",
                                "--out-file-append",
                                "--output-file-append"),
                        Opt.flag("no_color", "Disable all colored output.", "--no-color", "--no-colour"),
                        Opt.flag("force_color", "Force colored output.", "--force-color", "--force-colour"),
                        Opt.text(
                                "state_output",
                                "STATE_OUTPUT",
                                "How states are shown: full, terse, mixed, changes or filter, each also with _id.",
                                "--state-output",
                                "--state_output"),
                        Opt.text(
                                "state_verbose",
                                "STATE_VERBOSE",
                                "True or False: whether states without changes are shown.",
                                "--state-verbose",
                                "--state_verbose")));
    }

    static OptGroup eauth() {
        return eauth("-a", "--auth", "--eauth", "--external-auth");
    }

    /** @param names of the option itself: {@code salt-key} needs {@code -a} for something else */
    static OptGroup eauth(String... names) {
        return new OptGroup(
                "External Authentication",
                "Commands by people whom the master knows otherwise than by a local account.",
                List.of(
                        Opt.text("eauth", "EAUTH", "The external authentication to use.", names),
                        Opt.flag(
                                "mktoken",
                                "Make a token, keep it in the home directory and use it from then on.",
                                "-T",
                                "--make-token"),
                        Opt.text("username", "USERNAME", "Username for external authentication.", "--username"),
                        Opt.text("password", "PASSWORD", "Password for external authentication.", "--password")));
    }

    static Opt timeout(int seconds) {
        return Opt.number("timeout", "TIMEOUT", "Seconds to wait. Default: " + seconds + ".", "-t", "--timeout");
    }

    static OptGroup daemon() {
        return new OptGroup(
                "Daemon Options",
                "",
                List.of(
                        Opt.text("user", "USER", "The account to run as.", "-u", "--user"),
                        Opt.flag("daemon", "Run in the background.", "-d", "--daemon"),
                        Opt.text("pidfile", "PIDFILE", "Where the number of the process is written.", "--pid-file")));
    }

    /** Set by {@link Background} on the process it starts. */
    static Opt inBackground() {
        return Opt.flag("in_background", "Nobody reads this process's output.", "--in-background");
    }

    /** Ours, not Salt's. */
    static Opt strict() {
        return Opt.flag("strict", "Never exit with 0 when a minion is missing or anything failed.", "--strict");
    }
}
