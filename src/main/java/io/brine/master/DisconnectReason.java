package io.brine.master;

/** Why a subscriber's connection ended: few words, for counters and pages; the sentence is the transport's. */
public enum DisconnectReason {
    /** The peer ended it. */
    CLOSED("closed"),
    RESET("reset"),
    /** A PING was not answered in time. */
    HEARTBEAT("heartbeat"),
    /** Another connection of the same minion is alive. */
    REPLACED("replaced"),
    SLOW("slow"),
    KICKED("kicked"),
    /** What it sent was no ZMTP. */
    PROTOCOL("protocol"),
    /** This master closed it, mostly as it stops. */
    MASTER("master"),
    OTHER("other");

    static final String REPLACED_TEXT = "another connection of ";
    static final String KICKED_TEXT = "kicked by ";
    static final String SLOW_TEXT = "SLOW: ";

    private final String word;

    DisconnectReason(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** @param sentence as {@code PublishServer.Subscribers.onGone} tells it */
    public static DisconnectReason of(String sentence) {
        if (sentence.equals("closed by the peer")) {
            return CLOSED;
        } else if (sentence.startsWith("HEARTBEAT_TIMEOUT")) {
            return HEARTBEAT;
        } else if (sentence.startsWith(REPLACED_TEXT)) {
            return REPLACED;
        } else if (sentence.startsWith(KICKED_TEXT)) {
            return KICKED;
        } else if (sentence.startsWith(SLOW_TEXT)) {
            return SLOW;
        } else if (sentence.equals("closed")) {
            return MASTER;
        } else if (sentence.contains("reset") || sentence.contains("Broken pipe")) {
            return RESET;
        }
        return sentence.matches("[A-Z_]+: .*") ? PROTOCOL : OTHER;
    }
}
