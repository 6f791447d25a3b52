package io.brine.channel;

import java.util.Map;

/** The master's two tables of commands, as the channel sees them. */
public interface RequestDispatcher {
    /** A load that came in the clear, {@code _auth} included. A thrown exception becomes "Some exception handling minion payload". */
    Reply clear(Caller caller, Map<String, Object> load);

    /**
     * A load that was encrypted; nonce, ts and tok are already checked and taken out, {@code ts} stays as Salt leaves it in.
     * A thrown exception becomes an encrypted empty text.
     */
    Reply encrypted(Caller caller, Map<String, Object> load);
}
