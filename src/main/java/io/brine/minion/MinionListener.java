package io.brine.minion;

/**
 * Is told what happens to a minion. Every reason for which something from the network is refused is a method of its own. Called
 * from many threads: must not block.
 */
public interface MinionListener {
    /** Listens to nothing. */
    MinionListener NONE = new MinionListener() {};

    /** The master has accepted our key and the keys for this session are here. */
    default void onSignedIn(String master) {}

    /** The master has stored our key and someone must accept it. */
    default void onKeyPending(String master) {}

    /** The master refuses our key. */
    default void onKeyRefused(String master) {}

    /** An attempt to sign in that led nowhere: no answer, or one that proves nothing. */
    default void onSignInFailed(String master, String reason) {}

    /** Ready for jobs: subscribed, pillar fetched, start events fired. */
    default void onReady(String master) {}

    default void onConnectionLost(String master) {}

    /** Jobs came faster than they could be looked at; one was dropped. */
    default void onPublicationOverflow(String master) {}

    /** Not a publication of this master: wrong key, wrong signature, old serial, not encrypted, or garbage. */
    default void onPublicationUnopenable(String master, String reason) {}

    /** A publication that opens, but is no job. */
    default void onPublicationMalformed(String master, String reason) {}

    /** A job for others. */
    default void onPublicationForOthers(String jid) {}

    /** A job id that has been seen before. */
    default void onJidRepeated(String jid) {}

    default void onJobStarted(String jid, String fun) {}

    default void onJobEnded(String jid) {}

    /** The master has acknowledged a return. */
    default void onReturnAcknowledged(String jid) {}

    /** One more attempt to deliver a return failed. */
    default void onReturnUnacknowledged(String jid, int attempt) {}

    /** The master never wants this return; it is not sent again. */
    default void onReturnDeclined(String jid) {}

    /** A return is lost: too many wait, or the master could not take it for too long. */
    default void onReturnDropped(String jid) {}

    /** The file of a return that waited is torn or gone. @param name of the return: its jid, or that of the file */
    default void onReturnUnreadable(String name) {}

    /** Returns cannot be kept on disk, for example as it is full; they wait in memory. */
    default void onReturnsNotStored() {}
}
