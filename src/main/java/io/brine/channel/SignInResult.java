package io.brine.channel;

/** How one attempt to sign in ended. What to do then is the daemon's to decide. */
public sealed interface SignInResult {
    /** @param firstMeeting the master's key was unknown and has been stored now */
    record Accepted(Session session, boolean firstMeeting) implements SignInResult {}

    /** Our key waits to be accepted: ask again later. */
    record Pending() implements SignInResult {}

    /** Our key was rejected or is not the one the master knows. */
    record Refused() implements SignInResult {}

    /** The master has as many minions as it may. */
    record Full() implements SignInResult {}

    /** The master cannot do an algorithm we ask for: {@code bad enc algo} or {@code bad sig algo}. */
    record UnsupportedAlgorithm(String answer) implements SignInResult {}

    /** No answer to an authentication at all, such as {@code bad load} of a master that wants a newer protocol. */
    record Unusable(String answer) implements SignInResult {}

    /** The answer may not be from our master; nothing of it was kept. */
    record Untrusted(Distrust reason, String detail) implements SignInResult {}

    enum Distrust {
        /** The master's key is another one than we know: "Invalid master key". */
        MASTER_KEY_CHANGED,
        /** We want the key vouched for and it is not, or we have no key to check that with. */
        PUB_SIG_MISSING,
        /** The key is vouched for and we were not told to check that. */
        PUB_SIG_UNEXPECTED,
        PUB_SIG_INVALID,
        /** A key of the answer does not decrypt, or is none. */
        KEYS_UNREADABLE,
        /** The shared key's digest is not signed by the master. */
        KEY_DIGEST_INVALID,
        /** The master could not read our secret: it does not hold the key we know. */
        TOKEN_INVALID,
        SIGNATURE_INVALID,
        NONCE_INVALID,
        /** {@code master_finger} is another one. */
        FINGER_MISMATCH
    }
}
