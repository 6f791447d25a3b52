package io.brine.master;

import io.brine.channel.RequestRefusal;
import io.brine.transport.Connection;
import io.brine.wire.MinionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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

    /** A handler has answered. @param waited in all queues before */
    default void onRequestHandled(String cmd, Duration waited, Duration took) {}

    /** A handler has failed; the peer got Salt's answer for that. */
    default void onRequestFailed(String cmd, Throwable failure) {}

    /** A command nobody knows. */
    default void onUnknownCommand(String cmd, String peerAddress) {}

    /** @param outcome accept, pend, reject, denied, full, invalid, weak key */
    default void onAuthentication(String id, String outcome, String peerAddress) {}

    /** A minion has proven to be who it is and asks. @param ts when it asked by its own clock, seconds; null where it does not say */
    default void onMinionHeard(MinionId id, String cmd, String peerAddress, Object ts) {}

    /** What a minion says its version is. */
    default void onMinionVersion(MinionId id, String saltVersion) {}

    /** A minion asked for something in the name of another, or without proof where proof is needed. */
    default void onMinionNotProven(String cmd, String claimedId, String peerAddress) {}

    /** A person could not prove who he is. */
    default void onPersonRefused(String cmd, String kind, String user, String peerAddress) {}

    /** A person or a minion may not do that. */
    default void onNotAllowed(String cmd, String who) {}

    /** A minion fired an event. */
    default void onMinionEvent(MinionId id, String tag) {}

    /**
     * A piece of a file was asked for.
     *
     * @param minion who asked, empty text if that is not proven
     * @param bytes that were sent
     * @param found whether there is such a file
     */
    default void onFileServed(String minion, String saltenv, String path, long loc, long bytes, boolean found) {}

    /** The pillar of a minion was made for it. */
    default void onPillarCompiled(MinionId id, Duration took) {}

    /** A file of the pillar went through its renderers. */
    default void onTemplateRendered(Duration took) {}

    /** A minion fired an event that is not its to fire. */
    default void onEventFiltered(MinionId id, String tag) {}

    /** @param load as asked: fun, arg, tgt, user; must not be changed @param expected minions */
    default void onPublished(String jid, Map<String, Object> load, List<String> expected) {}

    /** A return that is new, kept or known to be lost. @param load must not be changed */
    default void onReturn(String jid, MinionId id, Map<String, Object> load) {}

    /** A second return of the same minion for the same job. */
    default void onReplay(String jid, MinionId id) {}

    /** A minion returned a job that was meant for others. */
    default void onForeignReturn(String jid, MinionId id) {}

    /** A job was refused, as it could not be kept. */
    default void onPublishLost(String user, Throwable why) {}

    default void onReturnLost(String jid, MinionId id, Throwable why) {}

    default void onKeyRotated(String why) {}

    /** Somebody listens on the publish port. */
    default void onSubscriberReady(Connection connection) {}

    /** It is known, or known better, who is behind a connection to the publish port. */
    default void onSubscriberNamed(Connection connection, String id, boolean isProven) {}

    /** @param id empty text if nobody knew who it was */
    default void onSubscriberGone(Connection connection, String id, String reason) {}

    /**
     * A subscriber does not take what is published.
     *
     * @param id empty text if nobody knows who it is @param why in words @param isCut whether its connection is closed for it
     */
    default void onSlowSubscriber(Connection connection, String id, String why, boolean isCut) {}

    /** A minion has a connection to the publish port now, and had none before. */
    default void onMinionConnected(String id, String peerAddress) {}

    /** The last connection of a minion to the publish port is gone. */
    default void onMinionLost(String id, String reason) {}

    /** Two processes answer to one id. @param addresses host:port of each */
    default void onDuplicateMinion(String id, List<String> addresses) {}

    /** A connection that called itself a minion's was silent while another one of that name answered, and was closed. */
    default void onSilentTwin(String id, String peerAddress) {}
}
