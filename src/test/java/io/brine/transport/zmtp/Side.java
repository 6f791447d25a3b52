package io.brine.transport.zmtp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One end of a conversation in tests: a socket of ours, of libzmq or of JeroMQ. */
interface Side extends AutoCloseable {
    /** @return the endpoint bound */
    String bind(String endpoint);

    void connect(String endpoint);

    /** Whether its connecting end may fall silent for good by a fault of its library, so that its silence says nothing of ours. */
    default boolean mayFallSilentAfterConnecting() {
        return false;
    }

    void subscribe(byte[] prefix);

    /** @throws Conversation.NothingCame if no peer comes to take it */
    void send(List<byte[]> frames);

    Optional<List<byte[]>> receive(Duration timeout);

    @Override
    void close();

    /** A library that opens sockets. */
    interface Library extends AutoCloseable {
        Side open(SocketType type);

        @Override
        void close();
    }

    static Library ours() {
        ZmtpContext context = new ZmtpContext(1);
        return new Library() {
            @Override
            public Side open(SocketType type) {
                return of(context.socket(type, ZmqOptions.DEFAULT));
            }

            @Override
            public void close() {
                context.close();
            }
        };
    }

    static Side of(ZmqSocket socket) {
        return new Side() {
            @Override
            public String bind(String endpoint) {
                return socket.bind(endpoint);
            }

            @Override
            public void connect(String endpoint) {
                socket.connect(endpoint);
            }

            @Override
            public void subscribe(byte[] prefix) {
                socket.subscribe(prefix);
            }

            @Override
            public void send(List<byte[]> frames) {
                if (!socket.send(frames, Duration.ofSeconds(20))) {
                    throw new Conversation.NothingCame("no peer took a message");
                }
            }

            @Override
            public Optional<List<byte[]>> receive(Duration timeout) {
                return socket.receive(timeout);
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }
}
