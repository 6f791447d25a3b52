package io.brine.master;

/**
 * Kinds of requests that must not stand in each other's way: each has its own bounded queue, so that a herd of sign-ins or
 * of file pulls starves neither returns nor commands.
 */
enum RequestKind {
    /** Sign-ins: RSA, the dearest work there is. */
    AUTH("Auth", true),
    /** Returns of minions and syndics: answered when they are durable, no thread waits for that. */
    RETURN("", false),
    /** Events of minions: handed to the bus at once. */
    EVENT("", false),
    /** Chunks, hashes and lists of the file server. */
    FILE("Files", true),
    PILLAR("Pillar", true),
    /** Whatever brings a password: a backend may take its time, and a wrong one always does. */
    LOGIN("Logins", false),
    /** What people and tools ask, the mine, and all else. */
    COMMAND("Commands", false);

    private final String threadName;
    private final boolean askedAgain;

    RequestKind(String threadName, boolean askedAgain) {
        this.threadName = threadName;
        this.askedAgain = askedAgain;
    }

    /** Done by the worker that opened it, as it takes microseconds. */
    boolean isQuick() {
        return threadName.isEmpty();
    }

    String threadName() {
        return threadName;
    }

    /** A peer that has hung up meanwhile will ask again, and answering the old request would only make the herd longer. */
    boolean isAskedAgain() {
        return askedAgain;
    }
}
