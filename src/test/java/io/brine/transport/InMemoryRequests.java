package io.brine.transport;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Request and reply of {@link InMemoryRoads}. */
final class InMemoryRequests {
    private static final Duration RETRY = Duration.ofMillis(20);

    private InMemoryRequests() {}

    static final class Server implements RequestServer {
        private final InMemoryRoads roads;
        private final int port;
        private final Handler handler;
        private final Runnable unbind;
        private final List<Connection> connections = new CopyOnWriteArrayList<>();
        private volatile boolean closed;

        Server(InMemoryRoads roads, int port, Handler handler, Runnable unbind) {
            this.roads = roads;
            this.port = port;
            this.handler = handler;
            this.unbind = unbind;
        }

        InMemoryConnection accept(Runnable onClose) {
            InMemoryConnection connection = new InMemoryConnection("", "REQ", onClose);
            connections.add(connection);
            return connection;
        }

        void leave(InMemoryConnection connection) {
            connections.remove(connection);
        }

        void onRequest(byte[] body, InMemoryConnection from, CompletableFuture<byte[]> answer) {
            if (!closed) {
                from.in(2, body.length);
                handler.onRequest(new Asked(roads, body, from, answer));
            }
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public Collection<Connection> connections() {
            return List.copyOf(connections);
        }

        @Override
        public void close() {
            closed = true;
            unbind.run();
            connections.forEach(connection -> connection.close("server closed"));
        }
    }

    private static final class Asked implements RequestServer.Request {
        private final InMemoryRoads roads;
        private final byte[] body;
        private final InMemoryConnection from;
        private final CompletableFuture<byte[]> answer;
        private final AtomicBoolean replied = new AtomicBoolean();

        Asked(InMemoryRoads roads, byte[] body, InMemoryConnection from, CompletableFuture<byte[]> answer) {
            this.roads = roads;
            this.body = body;
            this.from = from;
            this.answer = answer;
        }

        @Override
        public byte[] body() {
            return body;
        }

        @Override
        public Connection from() {
            return from;
        }

        @Override
        public void reply(byte[] reply) {
            if (!replied.compareAndSet(false, true)) {
                throw new IllegalStateException("this request has been answered already");
            }
            from.out(2, reply.length);
            roads.carry(InMemoryRoads.Way.REPLY, List.of(reply), () -> answer.complete(reply));
        }
    }

    static final class Client implements RequestClient {
        private final InMemoryRoads roads;
        private final String endpoint;
        private volatile boolean closed;
        private InMemoryConnection connection;
        private Server server;

        Client(InMemoryRoads roads, String endpoint) {
            this.roads = roads;
            this.endpoint = endpoint;
        }

        @Override
        public CompletableFuture<byte[]> ask(byte[] body, Duration timeout) {
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            if (closed) {
                answer.completeExceptionally(new TransportException("The request client is closed"));
                return answer;
            }
            if (!timeout.isZero()) {
                roads.later(timeout, () -> answer.completeExceptionally(new TimeoutException("No answer in time")));
            }
            roads.carry(InMemoryRoads.Way.REQUEST, List.of(body), () -> deliver(body, answer));
            return answer;
        }

        /** On the roads' thread: waits for the server to be there. */
        private void deliver(byte[] body, CompletableFuture<byte[]> answer) {
            if (answer.isDone() || closed) {
                return;
            }
            Server now = roads.requestServerAt(endpoint);
            if (now == null) {
                roads.later(RETRY, () -> deliver(body, answer));
                return;
            }
            if (now != server) {
                server = now;
                connection = now.accept(() -> {});
            }
            now.onRequest(body, connection, answer);
        }

        @Override
        public void close() {
            closed = true;
            roads.later(Duration.ZERO, () -> {
                if (server != null) {
                    server.leave(connection);
                }
            });
        }
    }
}
