package io.brine.client;

/** Sentences people know from Salt's commands; they search for them, so they stay as they are. */
final class Sayings {
    static final String TIMED_OUT =
            "Salt request timed out. The master is not responding. You may need to run your command"
                    + " with `--async` in order to bypass the congested event bus. With `--async`, the CLI tool will print the job id"
                    + " (jid) and exit immediately without listening for responses. You can then use `salt-run jobs.lookup_jid` to"
                    + " look up the results of the job in the job cache later.";

    static final String UNREACHABLE = "The salt master could not be contacted. Is master running?";

    static final String NOT_PERMITTED =
            "Failed to authenticate! This is most likely because this user is not permitted to"
                    + " execute commands, but there is a small possibility that a disk error occurred (check disk/inode usage).";

    private Sayings() {}
}
