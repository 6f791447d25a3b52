package io.brine.monitor.logs;

import io.brine.data.DataException;
import io.brine.data.Json;
import io.brine.data.Trees;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** New entries of one unit's journal, by {@code journalctl --follow}, on a thread of its own. */
final class JournalFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFollower.class);

    private final String unit;
    private final Consumer<LogLine> lines;
    private final Process process;

    /** @throws IOException if the command cannot be started */
    JournalFollower(String command, String unit, Consumer<LogLine> lines) throws IOException {
        this.unit = unit;
        this.lines = lines;
        this.process = new ProcessBuilder(command, "--follow", "--lines=0", "--output=json", "--unit=" + unit)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        Thread reader = new Thread(this::read, "Journal-" + unit);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader entries = process.inputReader(StandardCharsets.UTF_8)) {
            for (String entry = entries.readLine(); entry != null; entry = entries.readLine()) {
                take(entry);
            }
            LOG.warn("the journal of {} ended: its command stopped", unit);
        } catch (IOException closed) {
            LOG.debug("the journal of {} is no longer read: {}", unit, closed.toString());
        }
    }

    private void take(String entry) {
        try {
            Map<String, Object> fields = Trees.fields(Json.parse(entry));
            if (fields.get("MESSAGE") instanceof String text) {
                String side = unit.contains("minion") ? LogLine.MINION : LogLine.MASTER;
                lines.accept(new LogLine(side, unit, priority(fields.get("PRIORITY")), "", text));
            }
        } catch (DataException notJson) {
            LOG.debug("an entry of the journal of {} is not read: {}", unit, notJson.getMessage());
        }
    }

    private static LogLevel priority(Object given) {
        return given instanceof String text && text.matches("[0-7]")
                ? LogLevel.ofPriority(Integer.parseInt(text))
                : LogLevel.INFO;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
