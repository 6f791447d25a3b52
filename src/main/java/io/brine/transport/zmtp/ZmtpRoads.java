package io.brine.transport.zmtp;

import io.brine.transport.PublishClient;
import io.brine.transport.PublishServer;
import io.brine.transport.RequestClient;
import io.brine.transport.RequestServer;
import io.brine.transport.Roads;
import io.brine.transport.SocketEvent;
import java.util.function.Consumer;

/** The four roads over ZMTP. */
public final class ZmtpRoads implements Roads {
    /** Requests of one connection that may wait for their answers before it is not read from any more. */
    private static final int MAX_UNANSWERED = 64;

    private static final int IO_THREADS = 2;
    private static final int MAX_SUBSCRIPTION_MESSAGE = 64 * 1024;

    private final ZmtpContext context;

    public ZmtpRoads() {
        this(IO_THREADS);
    }

    /** @param ioThreads event loops, named {@code zmtp-N} */
    public ZmtpRoads(int ioThreads) {
        this.context = new ZmtpContext(ioThreads);
    }

    @Override
    public RequestServer requestServer(String endpoint, RoadOptions options, RequestServer.Handler handler) {
        Limits limits = Limits.of(options.maxMessageBytes(), MAX_UNANSWERED);
        SocketSettings settings = SocketSettings.ofRoad(SocketType.ROUTER, "", options, limits);
        return new ZmtpRequestServer(context, Endpoint.parse(endpoint), settings, handler);
    }

    @Override
    public RequestClient requestClient(String endpoint, RoadOptions options) {
        Limits limits = Limits.of(options.maxMessageBytes(), 0);
        SocketSettings settings = SocketSettings.ofRoad(SocketType.REQ, "", options, limits);
        return new ZmtpRequestClient(context, Endpoint.parse(endpoint), settings);
    }

    @Override
    public PublishServer publishServer(String endpoint, RoadOptions options, PublishServer.Subscribers subscribers) {
        Limits limits = Limits.of(MAX_SUBSCRIPTION_MESSAGE, 0);
        SocketSettings settings = SocketSettings.ofRoad(SocketType.PUB, "", options, limits);
        return new ZmtpPublishServer(context, Endpoint.parse(endpoint), settings, subscribers);
    }

    @Override
    public PublishClient publishClient(
            String endpoint, String identity, RoadOptions options, PublishClient.Handler handler) {
        Limits limits = Limits.of(options.maxMessageBytes(), 0);
        SocketSettings settings = SocketSettings.ofRoad(SocketType.SUB, identity, options, limits);
        ZmtpPublishClient client = new ZmtpPublishClient(context, Endpoint.parse(endpoint), settings, handler);
        client.start();
        return client;
    }

    @Override
    public void listen(Consumer<SocketEvent> listener) {
        context.listen(listener);
    }

    /** How often bytes, peers and messages were refused, by reason. */
    public RefusalCounters refusals() {
        return context.refusals();
    }

    /** Closes every road and stops the I/O threads. */
    @Override
    public void close() {
        context.close();
    }
}
