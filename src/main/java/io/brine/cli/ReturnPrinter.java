package io.brine.cli;

import io.brine.client.MinionReturn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Shows returns as they come and remembers what the summary and the exit code need. Source: 3006.0 salt/cli/salt.py. */
final class ReturnPrinter {
    private static final String RULE = "-------------------------------------------";

    private final Terminal terminal;
    private final OutputPrinter output;
    private final List<String> returned = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> silent = new ArrayList<>();

    ReturnPrinter(Terminal terminal, OutputPrinter output) {
        this.terminal = terminal;
        this.output = output;
    }

    void show(MinionReturn answer) {
        count(answer);
        output.show(
                Collections.singletonMap(answer.id(), answer.value()),
                answer.out().orElse(""),
                answer.retcode());
    }

    void count(MinionReturn answer) {
        returned.add(answer.id());
        silent.remove(answer.id());
        if (answer.retcode() != 0) {
            failed.add(answer.id());
        }
    }

    void showSilent(String minion, String jid) {
        silent.add(minion);
        output.show(Map.of(minion, noResponse(jid)), "no_return", ExitCodes.GENERIC);
    }

    /** A minion nobody needs to wait for. @param sentence why and since when */
    void showNotConnected(String minion, String sentence) {
        silent.add(minion);
        output.show(Map.of(minion, "Minion did not return. [" + sentence + "]"), "no_return", ExitCodes.GENERIC);
    }

    static String noResponse(String jid) {
        return "Minion did not return. [No response]\nThe minions may not have all finished running and any remaining minions"
                + " will return upon completion. To look up the return data for this job later, run the following command:\n\n"
                + "salt-run jobs.lookup_jid " + jid;
    }

    /** Whether a return code was not 0 or a shown minion did not return. */
    boolean hasFailures() {
        return !failed.isEmpty() || !silent.isEmpty();
    }

    void summary(boolean verbose) {
        terminal.print("\n");
        terminal.print(RULE);
        terminal.print("Summary");
        terminal.print(RULE);
        terminal.print("# of minions targeted: " + (returned.size() + silent.size()));
        terminal.print("# of minions returned: " + returned.size());
        terminal.print("# of minions that did not return: " + silent.size());
        terminal.print("# of minions with errors: " + failed.size());
        if (verbose && !silent.isEmpty()) {
            terminal.print("Minions not responding: " + String.join(" ", silent));
        }
        if (verbose && !failed.isEmpty()) {
            terminal.print("Minions with failures: " + String.join(" ", failed));
        }
        terminal.print(RULE);
    }
}
