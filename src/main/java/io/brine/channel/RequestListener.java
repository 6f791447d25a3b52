package io.brine.channel;

import io.brine.transport.Connection;

/** Is told what the request channel refuses. Called on the thread that answers; must not throw and not block. */
public interface RequestListener {
    RequestListener SILENT = new RequestListener() {};

    /**
     * @param claimedId the id the peer claims, unproven; empty if it named none
     * @param detail more for the log, without any secret; may be empty
     */
    default void onRefused(RequestRefusal reason, Connection from, String claimedId, String detail) {}

    /** A handler threw. The peer has been told that something failed, not what. */
    default void onHandlerFailed(Connection from, String claimedId, String cmd, Throwable failure) {}

    /** A request was opened and dispatched. */
    default void onAnswered(Caller caller, String cmd) {}
}
