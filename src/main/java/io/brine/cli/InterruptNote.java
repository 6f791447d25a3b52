package io.brine.cli;

/** Ctrl-C while minions work: tells how the job can be found again. Source: 3006.0 salt/client/__init__.py cmd_cli. */
final class InterruptNote implements AutoCloseable {
    private final Thread hook;
    private volatile boolean over;

    private InterruptNote(String jid, Terminal terminal) {
        this.hook = new Thread(
                () -> {
                    if (!over) {
                        terminal.complain("\nThis job's jid is: " + jid
                                + "\nExiting gracefully on Ctrl-c\nThe minions may not have all finished running and any"
                                + " remaining minions will return upon completion. To look up the return data for this job"
                                + " later, run the following command:\n\nsalt-run jobs.lookup_jid " + jid);
                    }
                },
                "interrupt-note");
    }

    static InterruptNote forJob(String jid, Terminal terminal) {
        InterruptNote note = new InterruptNote(jid, terminal);
        Runtime.getRuntime().addShutdownHook(note.hook);
        return note;
    }

    void jobIsOver() {
        over = true;
    }

    @Override
    public void close() {
        over = true;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // the process is on its way out and the hook has had its say
        }
    }
}
