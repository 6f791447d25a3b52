package io.brine.monitor.board;

import java.time.Duration;

/** What a person may do to what the board shows. Each method answers whether there was anything to do it to. */
public interface Hands {
    /** Closes a connection; a minion connects again by itself. */
    boolean kick(long connection, String who);

    /** One more attempt to repair. */
    boolean repair(String minion, String who);

    /** @param length zero ends it */
    boolean maintenance(String minion, Duration length, String who, String why);

    boolean acknowledge(long incident, String who, String text);

    /** Nobody is told of it for a while. */
    boolean silence(long incident, Duration length, String who, String text);

    boolean close(long incident, String who, String text);

    /** @param on whether no repair may begin */
    boolean hold(boolean on, String who);
}
