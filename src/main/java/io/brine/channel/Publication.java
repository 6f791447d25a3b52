package io.brine.channel;

import io.brine.wire.PublishLoad;

/** What came on 4505. */
public sealed interface Publication {
    /** A job from our master, not seen before. Whether it is for us, its target tells. */
    record Job(PublishLoad load) implements Publication {}

    /** @param detail for the log, without any secret; may be empty */
    record Dropped(Reason reason, String detail) implements Publication {}

    enum Reason {
        /** Not one or two frames, or no MessagePack. */
        MALFORMED,
        /** Addressed to another minion. */
        OTHER_TOPIC,
        /** Not encrypted. */
        NOT_ENCRYPTED,
        /** "Message signing is enabled but the payload has no signature." */
        UNSIGNED,
        /** "Message signature failed to validate." */
        BAD_SIGNATURE,
        /** Opens with no key the master would give us. */
        NOT_OPENED,
        /** Its serial is not greater than the last one's: a replay. */
        OLD_SERIAL,
        /** Lacks fun, arg, tgt or jid. */
        NOT_A_JOB
    }
}
