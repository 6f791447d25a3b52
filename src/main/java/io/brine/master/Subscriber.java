package io.brine.master;

import io.brine.transport.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One connection to 4505 and what is known of who is behind it. It may give a name at once (Brine's minions do, in READY),
 * which is only a claim; a proven name comes with the answer to a question that went to this connection alone. Guarded by
 * {@link Presence}.
 */
final class Subscriber {
    private static final int MOST_REMEMBERED = 32;

    /** How sure the name is. */
    enum Name {
        /** None yet, or not asked yet. */
        OPEN,
        /** It says so itself; believed until it fails to answer. */
        CLAIMED,
        PROVEN,
        /** It does not answer questions: no minion of ours, or one that hangs. */
        MUTE
    }

    private final Connection connection;
    private final Deque<String> jobsBeforeName = new ArrayDeque<>();
    private Name name = Name.OPEN;
    private String id = "";
    private int questions;

    Subscriber(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    Name name() {
        return name;
    }

    /** Empty text while nobody knows. */
    String id() {
        return id;
    }

    void named(Name how, String minion) {
        name = how;
        id = minion;
    }

    void mute() {
        name = Name.MUTE;
        id = "";
    }

    int questions() {
        return questions;
    }

    void asked() {
        questions++;
    }

    /** A job was written to it before its name was known. */
    void remember(String jid) {
        if (jobsBeforeName.size() == MOST_REMEMBERED) {
            jobsBeforeName.removeFirst();
        }
        jobsBeforeName.addLast(jid);
    }

    List<String> takeRemembered() {
        List<String> jids = new ArrayList<>(jobsBeforeName);
        jobsBeforeName.clear();
        return jids;
    }
}
