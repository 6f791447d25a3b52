package io.brine.vectors;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The normalisations of the recorded command lines: jids, times, durations, the root of the run. */
final class CliText {
    private final Path root;
    private final boolean anyOrder;

    CliText(Path root, boolean anyOrder) {
        this.root = root;
        this.anyOrder = anyOrder;
    }

    /**
     * A minion that is not connected is named as such and at once (docs/differences.md); Salt can only say that it gave no
     * answer, and how to look for a later one.
     */
    private static final String NOT_CONNECTED =
            "Minion did not return\\. \\[Not connected since \\S+ [\\d:]+, last from [\\d.:]+\\]";

    private static final String NO_RESPONSE =
            "Minion did not return. [No response]\n    The minions may not have all finished"
                    + " running and any remaining minions will return upon completion. To look up the return data for this job later,"
                    + " run the following command:\n    \n    salt-run jobs.lookup_jid <jid>";

    String normal(String text) {
        String normal = text.replace(root.toString(), "<root>")
                .replaceAll(NOT_CONNECTED, NO_RESPONSE)
                .replaceAll("\\b20\\d{18}\\b", "<jid>")
                .replaceAll("return:\n    [0-9a-f]{2}(:[0-9a-f]{2}){31}", "return:\n    <new key>")
                .replaceAll("Started: \\d\\d:\\d\\d:\\d\\d\\.\\d+", "Started: <time>")
                .replaceAll("Duration: [\\d.]+ ms", "Duration: <n> ms")
                .replaceAll("Total run time: +[\\d.]+ +m?s", "Total run time:   <n> <unit>")
                .replaceAll("Total run time: +<n> <unit>", "Total run time:   <n> <unit>");
        if (!anyOrder) {
            return normal;
        }
        return normal.startsWith("{") ? sortedLines(normal) : sortedBlocks(normal);
    }

    /** A minion's block begins where a line is not indented; inside it the order counts. Blank lines follow whoever is last. */
    private static String sortedBlocks(String text) {
        return Arrays.stream(text.split("(?<=\n)(?=\\S)"))
                .map(String::stripTrailing)
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** One JSON document of all minions. */
    private static String sortedLines(String text) {
        return Arrays.stream(text.split("\n"))
                .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                .sorted()
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** What programs log and warn of themselves is not what they say. */
    String withoutLogs(String text) {
        return normal(Arrays.stream(text.split("\n", -1))
                        .filter(line -> !line.matches("\\[(ERROR|WARNING|CRITICAL|INFO) *\\].*"))
                        .filter(line -> !line.contains("DeprecationWarning") && !line.startsWith("  import "))
                        .collect(Collectors.joining("\n")))
                .strip();
    }
}
