package io.brine.functions;

import java.util.Map;

/** Requests to the master of the running job. */
public interface MasterLink {
    /**
     * Sends {@code load} (its {@code cmd} included) encrypted and waits for the answer; the channel adds id, nonce, ts and tok.
     *
     * @throws CommandExecutionException if there is no master, or it did not answer in time
     */
    Object request(Map<String, Object> load);

    /** {@code _minion_event}: fires an event on the master's bus. */
    boolean fireEvent(String tag, Map<String, Object> data);

    boolean isConnected();
}
