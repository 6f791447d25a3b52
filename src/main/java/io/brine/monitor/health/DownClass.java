package io.brine.monitor.health;

/** Why a minion does not answer, as far as it can be seen from here. */
public enum DownClass {
    /** Not looked at yet. */
    NONE("not known yet"),
    /** Its connection stands and its requests arrive, but what is published does not reach it: half-open, deaf. */
    LINK("half-open: it asks but does not hear"),
    /** Its host lives, the minion does not. The only class that a restart can cure. */
    PROCESS("the host answers, the minion does not"),
    /** Nothing answers there, for anybody. */
    HOST("the host does not answer"),
    /** Its neighbours see it, or its whole site is cut off: the way is broken. */
    PATH("the way to the host is broken"),
    /** Its key is not the one we accepted. */
    KEY("its key is not the accepted one"),
    /** Its requests arrive, but no connection to the publish port stands. */
    BLOCKED_4505("it cannot reach the publish port");

    private final String words;

    DownClass(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
