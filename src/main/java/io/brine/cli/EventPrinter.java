package io.brine.cli;

import io.brine.data.Json;
import io.brine.events.EventFilter;
import io.brine.target.Fnmatch;
import io.brine.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Prints the events that are wanted, or how many of them there are. */
final class EventPrinter {
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** Parts of a tag that differ from event to event. */
    private static final String VARIES = "\\d{20}(_\\d+)?";

    private final Terminal terminal;
    private final EventFilter tags;
    private final Optional<Fnmatch> minion;
    private final Optional<Fnmatch> function;
    private final boolean asJson;
    private final boolean rates;
    private final Map<String, Integer> counts = new TreeMap<>();
    private long left;
    private Instant toldAt = Instant.now();

    EventPrinter(Given given, Terminal terminal, EventFilter tags) {
        this.terminal = terminal;
        this.tags = tags;
        this.minion = given.filled("minion").map(Fnmatch::compile);
        this.function = given.filled("fun").map(Fnmatch::compile);
        this.asJson = given.flag("json");
        this.rates = given.flag("rates");
        this.left = given.number("count", 0) > 0 ? given.number("count", 0) : Long.MAX_VALUE;
    }

    /** @return whether more is wanted */
    boolean take(Event event, Instant at) {
        if (!isWanted(event)) {
            return true;
        }
        left--;
        if (rates) {
            counts.merge(kind(event), 1, Integer::sum);
        } else if (asJson) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("tag", event.tag());
            line.put("data", event.data());
            terminal.print(Json.dump(line, Json.Style.DEFAULT));
        } else {
            terminal.print(
                    event.tag().replaceAll("\\p{Cntrl}", "?") + "\t" + Json.dump(event.data(), Json.Style.DEFAULT));
        }
        return left > 0;
    }

    boolean isDone() {
        return left <= 0;
    }

    private boolean isWanted(Event event) {
        return tags.passes(event.tag())
                && minion.map(glob -> glob.matches(minionOf(event))).orElse(true)
                && function.map(glob -> glob.matches(String.valueOf(event.data().get("fun"))))
                        .orElse(true);
    }

    /** The event's minion: its {@code id}; a tag such as {@code salt/beacon/<id>/...} says it where the data does not. */
    private static String minionOf(Event event) {
        if (event.data().get("id") instanceof String id) {
            return id;
        }
        List<String> words = List.of(event.tag().split("/"));
        boolean inTag = words.size() > 2 && List.of("beacon", "minion").contains(words.get(1));
        return inTag ? words.get(2) : "";
    }

    /** Its tag without what is different each time. */
    private static String kind(Event event) {
        String tag = event.tag().replaceAll(VARIES, "*");
        return tag.startsWith("salt/job/")
                ? tag.replaceAll("/ret/.*", "/ret/*").replaceAll("/prog/.*", "/prog/*")
                : tag;
    }

    /** With {@code --rates}: a table when a second has passed. */
    void tick(Instant now) {
        Duration passed = Duration.between(toldAt, now);
        if (!rates || passed.compareTo(EVERY) < 0) {
            return;
        }
        tell(passed);
        toldAt = now;
    }

    void end() {
        if (rates && !counts.isEmpty()) {
            tell(Duration.between(toldAt, Instant.now()));
        }
        terminal.flush();
    }

    private void tell(Duration passed) {
        double seconds = Math.max(0.001, passed.toMillis() / 1000.0);
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        terminal.print(String.format(java.util.Locale.ROOT, "%8d  %10.1f/s  all", all, all / seconds));
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(20)
                .forEach(entry -> terminal.print(String.format(
                        java.util.Locale.ROOT,
                        "%8d  %10.1f/s  %s",
                        entry.getValue(),
                        entry.getValue() / seconds,
                        entry.getKey())));
        terminal.flush();
        counts.clear();
    }
}
