package io.brine.transport.zmtp;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Who subscribed to what, for one event loop. Finding the subscribers of a message costs one look-up for each distinct
 * length of a prefix, however many subscribers there are: with Salt's zmq_filtering these are 40 (a hashed id) and 9
 * ({@code broadcast}).
 *
 * @param <S> the subscriber
 */
final class SubscriptionIndex<S> {
    private final Map<Topic, Set<S>> subscribers = new HashMap<>();
    private final TreeMap<Integer, Integer> topicsOfLength = new TreeMap<>();

    /** @return false if it was subscribed already */
    boolean add(Topic topic, S subscriber) {
        Set<S> set = subscribers.get(topic);
        if (set == null) {
            set = new LinkedHashSet<>(2);
            subscribers.put(topic, set);
            topicsOfLength.merge(topic.length(), 1, Integer::sum);
        }
        return set.add(subscriber);
    }

    /** @return false if it was not subscribed */
    boolean remove(Topic topic, S subscriber) {
        Set<S> set = subscribers.get(topic);
        if (set == null || !set.remove(subscriber)) {
            return false;
        }
        if (set.isEmpty()) {
            subscribers.remove(topic);
            topicsOfLength.merge(topic.length(), -1, (a, b) -> a + b == 0 ? null : a + b);
        }
        return true;
    }

    /** Every subscription with a prefix of {@code firstFrame}; a subscriber with two such prefixes is named twice. */
    void forEachMatch(byte[] firstFrame, Consumer<S> action) {
        int hash = 0;
        int counted = 0;
        for (int length : topicsOfLength.keySet()) {
            if (length > firstFrame.length) {
                return;
            }
            hash = Topic.hash(hash, firstFrame, counted, length);
            counted = length;
            Set<S> set = subscribers.get(Topic.prefix(firstFrame, length, hash));
            if (set != null) {
                set.forEach(action);
            }
        }
    }

    boolean has(Topic topic) {
        return subscribers.containsKey(topic);
    }

    /** Whether anybody subscribed to a prefix of {@code firstFrame}. */
    boolean matches(byte[] firstFrame) {
        boolean[] found = new boolean[1];
        forEachMatch(firstFrame, subscriber -> found[0] = true);
        return found[0];
    }
}
