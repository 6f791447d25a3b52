package io.brine.minion;

import io.brine.events.EventBus;
import io.brine.events.EventFeed;
import java.util.function.IntSupplier;

/**
 * A running minion to whoever watches it.
 *
 * @param connected masters it is connected to now
 * @param running jobs at work
 * @param returnsWaiting returns that no master has acknowledged yet
 */
public record MinionViews(
        IntSupplier connected, IntSupplier running, IntSupplier returnsWaiting, EventBus bus, EventFeed feed) {}
