package io.brine.monitor.board;

import io.brine.monitor.logs.LogBook;
import io.brine.monitor.logs.LogHit;
import io.brine.monitor.logs.LogRow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the logs say, as templates and hits of rules; the book has masked what is secret. */
final class LogPage {
    private static final int MOST_TEMPLATES = 200;
    private static final int MOST_HITS = 50;

    private final Optional<LogBook> book;

    LogPage(Optional<LogBook> book) {
        this.book = book;
    }

    /**
     * {@code {on: true, templates: [[side, level, template, rule, reaction, total, last hour, first, last, source]],
     * hits: [[at, rule, reaction, side, source, text, why]]}}; {@code on: false} if no logs are watched.
     */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("on", book.isPresent());
        book.ifPresent(logs -> {
            tree.put(
                    "templates",
                    logs.templates().stream()
                            .limit(MOST_TEMPLATES)
                            .map(LogPage::row)
                            .toList());
            tree.put(
                    "hits",
                    logs.hits().stream().limit(MOST_HITS).map(LogPage::row).toList());
        });
        return tree;
    }

    private static List<Object> row(LogRow row) {
        return Arrays.asList(
                row.side(),
                row.level().name(),
                row.template(),
                row.rule(),
                row.reaction().word(),
                row.total(),
                row.lastHour(),
                row.first().getEpochSecond(),
                row.last().getEpochSecond(),
                row.source());
    }

    private static List<Object> row(LogHit hit) {
        return Arrays.asList(
                hit.at().getEpochSecond(),
                hit.rule(),
                hit.reaction().word(),
                hit.side(),
                hit.source(),
                hit.text(),
                hit.why());
    }
}
