package io.brine.transport.zmtp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * PUB and XPUB: sends to every peer that subscribed to a prefix of the first frame; never waits, a peer at its high-water
 * mark misses the message. An XPUB receives the first subscription to a prefix as {@code 1 prefix} and the end of the last
 * one as {@code 0 prefix}.
 */
final class PublishPattern implements SocketPattern {
    private final SocketCore core;
    private final boolean tellsSubscriptions;
    private final Limits limits;
    private final Map<Pipe, Subscriptions> subscriptions = new HashMap<>();
    private final SubscriptionIndex<Pipe> index = new SubscriptionIndex<>();

    PublishPattern(SocketCore core, boolean tellsSubscriptions) {
        this.core = core;
        this.tellsSubscriptions = tellsSubscriptions;
        this.limits = Limits.of(core.options().road().maxMessageBytes(), 0);
    }

    @Override
    public boolean send(List<byte[]> frames) {
        Set<Pipe> matching = new LinkedHashSet<>();
        index.forEachMatch(frames.get(0), matching::add);
        matching.forEach(pipe -> pipe.offerOrDrop(frames));
        return true;
    }

    @Override
    public Optional<List<byte[]>> receive() {
        if (!tellsSubscriptions) {
            throw new UnsupportedOperationException("A PUB never receives");
        }
        return core.inbound().take().map(FairQueue.Taken::frames);
    }

    @Override
    public void onAttached(Pipe pipe) {
        subscriptions.put(pipe, new Subscriptions());
    }

    @Override
    public void onDetached(Pipe pipe) {
        Subscriptions its = subscriptions.remove(pipe);
        if (its != null) {
            its.topics().forEach(topic -> forget(pipe, topic));
        }
    }

    /** The ZMTP 3.0 form of a subscription: a byte 1 or 0, then the prefix. An XPUB also takes other messages. */
    @Override
    public void onMessage(Pipe pipe, List<byte[]> frames) throws ProtocolException {
        byte[] first = frames.get(0);
        if (frames.size() == 1 && first.length > 0 && (first[0] == 0 || first[0] == 1)) {
            onSubscription(pipe, first[0] == 1, Arrays.copyOfRange(first, 1, first.length));
        } else if (tellsSubscriptions) {
            core.arrived(pipe, frames);
        } else {
            throw new ProtocolException(Refusal.MALFORMED_COMMAND, "no subscription");
        }
    }

    @Override
    public void onSubscription(Pipe pipe, boolean subscribe, byte[] prefix) throws ProtocolException {
        Topic topic = Topic.of(prefix);
        Subscriptions its = subscriptions.get(pipe);
        if (!subscribe) {
            if (its.remove(topic)) {
                forget(pipe, topic);
            }
            return;
        }
        if (its.add(topic, limits)) {
            boolean first = !index.has(topic);
            index.add(topic, pipe);
            if (first) {
                tell(pipe, 1, topic);
            }
        }
    }

    private void forget(Pipe pipe, Topic topic) {
        index.remove(topic, pipe);
        if (!index.has(topic)) {
            tell(pipe, 0, topic);
        }
    }

    private void tell(Pipe pipe, int what, Topic topic) {
        if (!tellsSubscriptions) {
            return;
        }
        byte[] message = new byte[1 + topic.length()];
        message[0] = (byte) what;
        System.arraycopy(topic.bytes(), 0, message, 1, topic.length());
        core.arrived(pipe, List.of(message));
    }
}
