package io.brine.transport.zmtp;

import java.util.HashSet;
import java.util.Set;

/** The prefixes one peer subscribed to, bounded. */
final class Subscriptions {
    private final Set<Topic> topics = new HashSet<>(4);
    private boolean everSubscribed;
    private int bytes;
    private long lastSeen = -1;
    private long lastFlush = -1;

    /** @return false if it was there already */
    boolean add(Topic topic, Limits limits) throws ProtocolException {
        if (topics.contains(topic)) {
            return false;
        }
        if (topics.size() >= limits.maxSubscriptions() || bytes + topic.length() > limits.maxSubscriptionBytes()) {
            throw new ProtocolException(
                    Refusal.SUBSCRIPTION_FLOOD, "more than " + topics.size() + " subscriptions of " + bytes + " bytes");
        }
        bytes += topic.length();
        return topics.add(topic);
    }

    /** To be asked when a subscription was made. @return whether it is the peer's first, once */
    boolean takeFirst() {
        boolean first = !everSubscribed;
        everSubscribed = true;
        return first;
    }

    boolean remove(Topic topic) {
        boolean removed = topics.remove(topic);
        if (removed) {
            bytes -= topic.length();
        }
        return removed;
    }

    Iterable<Topic> topics() {
        return topics;
    }

    /** Whether this peer has not been offered the publish of that number before. */
    boolean isFirstSight(long publishNumber) {
        boolean first = lastSeen != publishNumber;
        lastSeen = publishNumber;
        return first;
    }

    /** Whether this peer has nothing to be flushed yet in the turn of that number. */
    boolean isFirstFlush(long turnNumber) {
        boolean first = lastFlush != turnNumber;
        lastFlush = turnNumber;
        return first;
    }
}
