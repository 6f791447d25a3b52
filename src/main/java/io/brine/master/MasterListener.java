package io.brine.master;

import io.brine.channel.RequestRefusal;
import io.brine.wire.MinionId;
import java.time.Duration;
import java.util.List;

/** Told of everything the daemon does and of everything it refuses. Called on the thread that did it: must not block. */
public interface MasterListener {
    /** Tells nobody. */
    MasterListener NONE = new MasterListener() {};

    /** A request was not even looked at, because too many wait already. */
    default void onRequestOverflow(String peerAddress) {}

    /** Nobody waits for the answer any more: the peer closed its connection while its request stood in the queue. */
    default void onRequestAbandoned(String cmd, String peerAddress) {}

    /** The channel did not open or believe a request. @param claimedId unproven, may be empty */
    default void onRequestRefused(RequestRefusal reason, String claimedId, String peerAddress) {}

    /** A handler has answered. */
    default void onRequestHandled(String cmd, Duration took) {}

    /** A handler has failed; the peer got Salt's answer for that. */
    default void onRequestFailed(String cmd, Throwable failure) {}

    /** A command nobody knows. */
    default void onUnknownCommand(String cmd, String peerAddress) {}

    /** @param outcome accept, pend, reject, denied, full, invalid, weak key */
    default void onAuthentication(String id, String outcome, String peerAddress) {}

    /** A minion asked for something in the name of another, or without proof where proof is needed. */
    default void onMinionNotProven(String cmd, String claimedId, String peerAddress) {}

    /** A person could not prove who he is. */
    default void onPersonRefused(String cmd, String kind, String user, String peerAddress) {}

    /** A person or a minion may not do that. */
    default void onNotAllowed(String cmd, String who) {}

    /** A minion fired an event that is not its to fire. */
    default void onEventFiltered(MinionId id, String tag) {}

    default void onPublished(String jid, String fun, List<String> expected) {}

    default void onReturn(String jid, MinionId id) {}

    /** A second return of the same minion for the same job. */
    default void onReplay(String jid, MinionId id) {}

    /** A minion returned a job that was meant for others. */
    default void onForeignReturn(String jid, MinionId id) {}

    /** A job was refused, as it could not be kept. */
    default void onPublishLost(String user, Throwable why) {}

    default void onReturnLost(String jid, MinionId id, Throwable why) {}

    default void onKeyRotated(String why) {}

    /** Two processes answer to one id. @param addresses host:port of each */
    default void onDuplicateMinion(String id, List<String> addresses) {}

    /** A connection that called itself a minion's was silent while another one of that name answered, and was closed. */
    default void onSilentTwin(String id, String peerAddress) {}
}
