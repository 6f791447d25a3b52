package io.brine.events;

import java.util.Map;

/** Where events go. */
@FunctionalInterface
public interface EventSink {
    /**
     * Fires an event; the {@code _stamp} is added here. Never waits for those who listen.
     *
     * @param tag not empty, without an empty line
     * @param data a tree with text keys
     * @throws EventsException if the event cannot leave this process at all
     */
    void fire(String tag, Map<String, Object> data);
}
