package io.brine.transport.zmtp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SUB and XSUB: tells its prefixes to every peer, and again to each new one. A SUB also checks what arrives, as a publisher
 * may not have heard yet of an end of subscription. An XSUB subscribes by sending {@code 1 prefix} or {@code 0 prefix}.
 */
final class SubscribePattern implements SocketPattern {
    private final SocketCore core;
    private final boolean filters;
    private final Map<Topic, Integer> topics = new LinkedHashMap<>();
    private final SubscriptionIndex<SubscribePattern> index = new SubscriptionIndex<>();

    SubscribePattern(SocketCore core, boolean filters) {
        this.core = core;
        this.filters = filters;
    }

    @Override
    public boolean send(List<byte[]> frames) {
        if (filters) {
            throw new UnsupportedOperationException("A SUB never sends");
        }
        byte[] first = frames.get(0);
        if (frames.size() != 1 || first.length == 0 || first[0] != 0 && first[0] != 1) {
            throw new IllegalArgumentException("An XSUB sends only subscriptions");
        }
        byte[] prefix = Arrays.copyOfRange(first, 1, first.length);
        if (first[0] == 1) {
            subscribe(prefix);
        } else {
            unsubscribe(prefix);
        }
        return true;
    }

    @Override
    public Optional<List<byte[]>> receive() {
        return core.inbound().take().map(FairQueue.Taken::frames);
    }

    @Override
    public void subscribe(byte[] prefix) {
        Topic topic = Topic.of(prefix.clone());
        if (topics.merge(topic, 1, Integer::sum) == 1) {
            index.add(topic, this);
            core.pipes().forEach(pipe -> pipe.tellSubscription(true, topic.bytes()));
        }
    }

    @Override
    public void unsubscribe(byte[] prefix) {
        Topic topic = Topic.of(prefix.clone());
        Integer left = topics.computeIfPresent(topic, (same, count) -> count - 1);
        if (left != null && left == 0) {
            topics.remove(topic);
            index.remove(topic, this);
            core.pipes().forEach(pipe -> pipe.tellSubscription(false, topic.bytes()));
        }
    }

    @Override
    public void onAttached(Pipe pipe) {
        topics.keySet().forEach(topic -> pipe.tellSubscription(true, topic.bytes()));
    }

    @Override
    public void onMessage(Pipe pipe, List<byte[]> frames) {
        if (!filters || index.matches(frames.get(0))) {
            core.arrived(pipe, frames);
        }
    }
}
