package io.brine.minion;

import io.brine.data.DataException;
import io.brine.data.Trees;
import io.brine.events.EventBus;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.MasterLink;
import io.brine.wire.Event;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the daemon does when something is fired on its own bus, by its functions or by a {@code salt-call} beside it: events go
 * on to its masters, mine data is sent, pillar and grains are fetched anew. Source: 3006.0 salt/minion.py Minion.handle_event
 */
final class LocalEvents implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalEvents.class);
    private static final List<String> HEARD =
            List.of("fire_master", "_minion_mine", "pillar_refresh", "grains_refresh", "module_refresh", "_salt_error");

    private final EventSource events;
    private final Supplier<List<MasterLink>> masters;
    private final Refreshes refreshes;
    private final Thread thread;

    /** @param masters all we are connected to now */
    LocalEvents(EventBus bus, Supplier<List<MasterLink>> masters, Refreshes refreshes) {
        this.events =
                bus.subscribe(HEARD.stream().map(EventFilter::startingWith).toArray(EventFilter[]::new));
        this.masters = masters;
        this.refreshes = refreshes;
        this.thread = new Thread(this::listen, "LocalEvents");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void listen() {
        while (events.isOpen() && !Thread.currentThread().isInterrupted()) {
            events.next(Duration.ofMinutes(5)).ifPresent(this::handleSafely);
        }
    }

    private void handleSafely(Event event) {
        try {
            handle(event);
        } catch (CommandExecutionException | DataException failed) {
            log.warn("Event {} could not be dealt with: {}", event.tag(), failed.getMessage());
        } catch (RuntimeException broken) {
            log.error("Event {} could not be dealt with", event.tag(), broken);
        }
    }

    private void handle(Event event) {
        String tag = event.tag();
        if (tag.startsWith("fire_master")) {
            forward(event.data());
        } else if (tag.startsWith("_minion_mine")) {
            masters.get().forEach(master -> master.request(withoutStamp(event.data())));
        } else if (tag.startsWith("pillar_refresh")) {
            refreshes.refreshPillar();
        } else if (tag.startsWith("grains_refresh")) {
            refreshes.refreshGrains();
            refreshes.refreshPillar();
        } else if (tag.startsWith("module_refresh")) {
            refreshes.refreshModules();
        } else {
            masters.get().forEach(master -> master.fireEvent(tag, withoutStamp(event.data())));
        }
    }

    /** {data, tag, events, pretag}: one event, or several for {@code events}. */
    private void forward(Map<String, Object> asked) {
        if (asked.get("events") instanceof List<?> many) {
            Map<String, Object> load = new LinkedHashMap<>();
            load.put("cmd", "_minion_event");
            load.put("pretag", asked.get("pretag"));
            load.put("events", many);
            masters.get().forEach(master -> master.request(load));
        } else if (asked.get("tag") instanceof String tag) {
            Object data = asked.get("data");
            Map<String, Object> fields = data instanceof Map<?, ?> ? Trees.fields(data) : Map.of();
            masters.get().forEach(master -> master.fireEvent(tag, fields));
        }
    }

    private static Map<String, Object> withoutStamp(Map<String, Object> data) {
        Map<String, Object> plain = new LinkedHashMap<>(data);
        plain.remove("_stamp");
        return plain;
    }

    @Override
    public void close() {
        events.close();
        thread.interrupt();
    }
}
