package io.brine.minion;

import io.brine.transport.PublishClient;
import io.brine.transport.PublishServer;
import io.brine.transport.RequestClient;
import io.brine.transport.RequestServer;
import io.brine.transport.Roads;
import io.brine.transport.SocketEvent;
import java.util.List;
import java.util.function.Consumer;

/** Roads on which the test, too, can speak to a subscriber. */
class TappedRoads implements Roads {
    private final Roads roads;
    private volatile PublishClient.Handler subscriber;

    TappedRoads(Roads roads) {
        this.roads = roads;
    }

    /** As if a publisher had sent it. */
    void give(List<byte[]> frames) {
        subscriber.onMessage(frames);
    }

    @Override
    public RequestServer requestServer(String endpoint, RoadOptions options, RequestServer.Handler handler) {
        return roads.requestServer(endpoint, options, handler);
    }

    @Override
    public RequestClient requestClient(String endpoint, RoadOptions options) {
        return roads.requestClient(endpoint, options);
    }

    @Override
    public PublishServer publishServer(String endpoint, RoadOptions options, PublishServer.Subscribers subscribers) {
        return roads.publishServer(endpoint, options, subscribers);
    }

    @Override
    public PublishClient publishClient(
            String endpoint, String identity, RoadOptions options, PublishClient.Handler handler) {
        subscriber = handler;
        return roads.publishClient(endpoint, identity, options, handler);
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
