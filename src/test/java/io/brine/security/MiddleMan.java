package io.brine.security;

import io.brine.transport.PublishClient;
import io.brine.transport.PublishServer;
import io.brine.transport.RequestClient;
import io.brine.transport.RequestServer;
import io.brine.transport.Roads;
import io.brine.transport.SocketEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/** Real roads with somebody between: he hears all, may answer instead of the master, and may speak to a subscriber. */
final class MiddleMan implements Roads {
    private final Roads roads;
    final List<List<byte[]>> published = new CopyOnWriteArrayList<>();
    final List<byte[]> replies = new CopyOnWriteArrayList<>();
    private volatile PublishClient.Handler subscriber;
    /** Request and true reply to what is delivered. */
    private volatile BinaryOperator<byte[]> answers = (request, reply) -> reply;

    MiddleMan(Roads roads) {
        this.roads = roads;
    }

    void answering(BinaryOperator<byte[]> lies) {
        answers = lies;
    }

    /** As if the publisher had sent it. */
    void publish(byte[]... frames) {
        subscriber.onMessage(List.of(frames));
    }

    @Override
    public RequestServer requestServer(String endpoint, RoadOptions options, RequestServer.Handler handler) {
        return roads.requestServer(endpoint, options, handler);
    }

    @Override
    public RequestClient requestClient(String endpoint, RoadOptions options) {
        RequestClient honest = roads.requestClient(endpoint, options);
        return new RequestClient() {
            @Override
            public CompletableFuture<byte[]> ask(byte[] body, Duration timeout) {
                return honest.ask(body, timeout).thenApply(reply -> {
                    replies.add(reply);
                    return answers.apply(body, reply);
                });
            }

            @Override
            public void close() {
                honest.close();
            }
        };
    }

    @Override
    public PublishServer publishServer(String endpoint, RoadOptions options, PublishServer.Subscribers subscribers) {
        return roads.publishServer(endpoint, options, subscribers);
    }

    @Override
    public PublishClient publishClient(
            String endpoint, String identity, RoadOptions options, PublishClient.Handler handler) {
        PublishClient.Handler recorded = new PublishClient.Handler() {
            @Override
            public void onMessage(List<byte[]> frames) {
                published.add(frames);
                handler.onMessage(frames);
            }

            @Override
            public void onConnected(String address) {
                handler.onConnected(address);
            }

            @Override
            public void onDisconnected(String address) {
                handler.onDisconnected(address);
            }
        };
        subscriber = handler;
        return roads.publishClient(endpoint, identity, options, recorded);
    }

    @Override
    public void listen(Consumer<SocketEvent> listener) {
        roads.listen(listener);
    }

    @Override
    public void close() {
        roads.close();
    }
}
