package io.brine.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Publish and subscribe of {@link InMemoryRoads}. */
final class InMemoryPublishes {
    private static final Duration RETRY = Duration.ofMillis(20);

    private InMemoryPublishes() {}

    static final class Server implements PublishServer {
        private final InMemoryRoads roads;
        private final int port;
        private final Subscribers subscribers;
        private final Runnable unbind;
        private final List<Client> clients = new CopyOnWriteArrayList<>();

        Server(InMemoryRoads roads, int port, Subscribers subscribers, Runnable unbind) {
            this.roads = roads;
            this.port = port;
            this.subscribers = subscribers;
            this.unbind = unbind;
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public Collection<Connection> connections() {
            return clients.stream().<Connection>map(client -> client.connection).toList();
        }

        @Override
        public void publish(List<byte[]> frames, Delivery delivery) {
            roads.later(
                    Duration.ZERO,
                    () -> clients.stream()
                            .filter(client -> client.isSubscribedTo(frames.get(0)))
                            .forEach(client -> give(client, frames, delivery)));
        }

        @Override
        public void publishTo(Connection subscriber, List<byte[]> frames, Delivery delivery) {
            roads.later(
                    Duration.ZERO,
                    () -> clients.stream()
                            .filter(client -> client.connection == subscriber)
                            .forEach(client -> give(client, frames, delivery)));
        }

        private void give(Client client, List<byte[]> frames, Delivery delivery) {
            InMemoryConnection to = client.connection;
            if (roads.carry(InMemoryRoads.Way.PUBLISH, frames, () -> client.onMessage(frames))) {
                to.out(
                        frames.size(),
                        frames.stream().mapToInt(frame -> frame.length).sum());
                delivery.onWritten(to);
            } else {
                delivery.onDropped(to, "dropped by the weather");
            }
        }

        @Override
        public void close() {
            unbind.run();
            clients.forEach(client -> client.connection.close("server closed"));
        }
    }

    static final class Client implements PublishClient {
        private final InMemoryRoads roads;
        private final String endpoint;
        private final String identity;
        private final Handler handler;
        private final List<byte[]> prefixes = new CopyOnWriteArrayList<>();
        private volatile InMemoryConnection connection;
        private volatile Server server;
        private volatile boolean closed;

        Client(InMemoryRoads roads, String endpoint, String identity, Handler handler) {
            this.roads = roads;
            this.endpoint = endpoint;
            this.identity = identity;
            this.handler = handler;
        }

        void connect() {
            roads.later(Duration.ZERO, this::tryToConnect);
        }

        private void tryToConnect() {
            if (closed) {
                return;
            }
            Server found = roads.publishServerAt(endpoint);
            if (found == null) {
                roads.later(RETRY, this::tryToConnect);
                return;
            }
            server = found;
            connection = new InMemoryConnection(identity, "SUB", () -> roads.later(Duration.ZERO, this::onCut));
            found.clients.add(this);
            found.subscribers.onReady(connection);
            if (!prefixes.isEmpty()) {
                found.subscribers.onSubscribed(connection);
            }
            tell(SocketEvent.Kind.HANDSHAKE_SUCCEEDED);
            handler.onConnected(endpoint);
        }

        private void onCut() {
            server.clients.remove(this);
            server.subscribers.onGone(connection, "cut");
            server = null;
            tell(SocketEvent.Kind.DISCONNECTED);
            handler.onDisconnected(endpoint);
            roads.later(RETRY, this::tryToConnect);
        }

        private void tell(SocketEvent.Kind kind) {
            roads.emit(new SocketEvent(kind, endpoint, connection.peerAddress(), "", Instant.now()));
        }

        boolean isSubscribedTo(byte[] firstFrame) {
            return prefixes.stream()
                    .anyMatch(prefix -> prefix.length <= firstFrame.length
                            && Arrays.equals(prefix, 0, prefix.length, firstFrame, 0, prefix.length));
        }

        void onMessage(List<byte[]> frames) {
            if (!closed && server != null) {
                handler.onMessage(frames);
            }
        }

        @Override
        public void subscribe(byte[] prefix) {
            prefixes.add(prefix.clone());
            roads.later(Duration.ZERO, this::tellFirstSubscription);
        }

        /** Of a client that was connected before it subscribed. */
        private void tellFirstSubscription() {
            Server open = server;
            if (open != null && prefixes.size() == 1) {
                open.subscribers.onSubscribed(connection);
            }
        }

        @Override
        public boolean isConnected() {
            return server != null;
        }

        @Override
        public void close() {
            closed = true;
            Server open = server;
            if (open != null) {
                connection.close("client closed");
            }
        }
    }
}
