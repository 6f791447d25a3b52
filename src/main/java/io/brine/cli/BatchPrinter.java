package io.brine.cli;

import io.brine.client.BatchListener;
import io.brine.client.MinionReturn;
import io.brine.data.PyText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells of a batch as it goes on. Source: 3006.0 salt/cli/batch.py Batch.run. */
final class BatchPrinter implements BatchListener {
    private final Terminal terminal;
    private final OutputPrinter output;
    private int highestRetcode;
    private boolean incomplete;

    BatchPrinter(Terminal terminal, OutputPrinter output) {
        this.terminal = terminal;
        this.output = output;
    }

    @Override
    public void onDown(String minion) {
        incomplete = true;
        terminal.print("Minion " + minion + " did not respond. No job will be sent.");
    }

    @Override
    public void onSend(List<String> minions) {
        terminal.print("\nExecuting run on " + PyText.repr(minions) + "\n");
    }

    @Override
    public void onReturn(MinionReturn answer) {
        highestRetcode = Math.max(highestRetcode, answer.retcode());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(answer.id(), answer.value());
        if (answer.hasRetcode()) {
            shown.put("retcode", (long) answer.retcode());
        }
        if (!answer.jid().isEmpty()) {
            shown.put("jid", answer.jid());
        }
        output.show(shown, answer.out().orElse(""));
    }

    @Override
    public void onSilent(String minion) {
        incomplete = true;
        output.show(Map.of(minion, Map.of()), "");
    }

    @Override
    public void onFailhard(MinionReturn failed, List<String> notAsked) {
        incomplete = true;
        terminal.complain("[ERROR   ] Minion " + failed.id()
                + " returned with non-zero exit code. Batch run stopped due to failhard");
    }

    int highestRetcode() {
        return highestRetcode;
    }

    /** Whether a targeted minion was not asked or did not return. */
    boolean isIncomplete() {
        return incomplete;
    }
}
