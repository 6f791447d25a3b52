package io.brine.transport;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Roads without a network, for tests: everything happens in order on one thread, and a {@link Weather} may drop or delay
 * any message.
 */
public final class InMemoryRoads implements Roads {
    /** Decides the fate of each message; may be exchanged at any time. */
    @FunctionalInterface
    public interface Weather {
        Weather FINE = (way, frames) -> Fate.DELIVERED;

        Fate on(Way way, List<byte[]> frames);
    }

    public enum Way {
        REQUEST,
        REPLY,
        PUBLISH
    }

    /** Delivered after a delay, or not at all. */
    public record Fate(boolean arrives, Duration after) {
        public static final Fate DELIVERED = new Fate(true, Duration.ZERO);
        public static final Fate DROPPED = new Fate(false, Duration.ZERO);

        public static Fate delayed(Duration after) {
            return new Fate(true, after);
        }
    }

    private static final int FIRST_PORT = 40_000;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "in-memory-roads");
        made.setDaemon(true);
        return made;
    });
    private final Map<String, InMemoryRequests.Server> requestServers = new ConcurrentHashMap<>();
    private final Map<String, InMemoryPublishes.Server> publishServers = new ConcurrentHashMap<>();
    private final List<Consumer<SocketEvent>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger ports = new AtomicInteger(FIRST_PORT);
    private volatile Weather weather = Weather.FINE;

    public void weather(Weather next) {
        weather = next;
    }

    @Override
    public RequestServer requestServer(String endpoint, RoadOptions options, RequestServer.Handler handler) {
        int port = port(endpoint);
        String key = key(endpoint, port);
        InMemoryRequests.Server server = new InMemoryRequests.Server(this, port, handler, () -> unbind(key));
        if (publishServers.containsKey(key) || requestServers.putIfAbsent(key, server) != null) {
            throw new TransportException("Cannot bind " + endpoint + ": address already in use");
        }
        return server;
    }

    @Override
    public RequestClient requestClient(String endpoint, RoadOptions options) {
        return new InMemoryRequests.Client(this, endpoint);
    }

    @Override
    public PublishServer publishServer(String endpoint, RoadOptions options, PublishServer.Subscribers subscribers) {
        int port = port(endpoint);
        String key = key(endpoint, port);
        InMemoryPublishes.Server server = new InMemoryPublishes.Server(this, port, subscribers, () -> unbind(key));
        if (requestServers.containsKey(key) || publishServers.putIfAbsent(key, server) != null) {
            throw new TransportException("Cannot bind " + endpoint + ": address already in use");
        }
        return server;
    }

    @Override
    public PublishClient publishClient(
            String endpoint, String identity, RoadOptions options, PublishClient.Handler handler) {
        InMemoryPublishes.Client client = new InMemoryPublishes.Client(this, endpoint, identity, handler);
        client.connect();
        return client;
    }

    @Override
    public void listen(Consumer<SocketEvent> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    // --- for the two kinds of roads

    InMemoryRequests.Server requestServerAt(String endpoint) {
        return requestServers.get(key(endpoint, 0));
    }

    InMemoryPublishes.Server publishServerAt(String endpoint) {
        return publishServers.get(key(endpoint, 0));
    }

    void emit(SocketEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /** @return false when the weather dropped it */
    boolean carry(Way way, List<byte[]> frames, Runnable arrival) {
        Fate fate = weather.on(way, frames);
        if (fate.arrives()) {
            later(fate.after(), arrival);
        }
        return fate.arrives();
    }

    void later(Duration delay, Runnable task) {
        try {
            thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // Nobody is there any more to be told.
        }
    }

    private void unbind(String key) {
        requestServers.remove(key);
        publishServers.remove(key);
    }

    private int port(String endpoint) {
        if (!endpoint.startsWith("tcp://")) {
            return 0;
        }
        int asked = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
        return asked == 0 ? ports.getAndIncrement() : asked;
    }

    /** Hosts do not matter: there is one. */
    private static String key(String endpoint, int port) {
        return endpoint.startsWith("tcp://")
                ? "tcp:" + (port == 0 ? endpoint.substring(endpoint.lastIndexOf(':') + 1) : String.valueOf(port))
                : endpoint;
    }
}
