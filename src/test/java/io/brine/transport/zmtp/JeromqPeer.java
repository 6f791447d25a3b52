package io.brine.transport.zmtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Sockets of JeroMQ in this process. */
final class JeromqPeer implements Side.Library {
    private final ZContext context = new ZContext();

    @Override
    public Side open(SocketType type) {
        ZMQ.Socket socket = context.createSocket(org.zeromq.SocketType.valueOf(type.name()));
        socket.setLinger(0);
        // Spares most of the silence that mayFallSilentAfterConnecting() tells of.
        socket.setHandshakeIvl(1000);
        return new Socket(socket);
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class Socket implements Side {
        private final ZMQ.Socket socket;

        Socket(ZMQ.Socket socket) {
            this.socket = socket;
        }

        @Override
        public String bind(String endpoint) {
            socket.bind(endpoint);
            return socket.getLastEndpoint();
        }

        @Override
        public void connect(String endpoint) {
            socket.connect(endpoint);
        }

        /**
         * The poller of JeroMQ 0.6.0 now and then loses a connection it has just made, whoever the peer is: what had arrived by
         * then is read and what fits is written, then nothing more, and its own handshake time-out does not see it either
         * (https://github.com/zeromq/jeromq/pull/1022; a plain listener that only greets shows the same).
         */
        @Override
        public boolean mayFallSilentAfterConnecting() {
            return true;
        }

        @Override
        public void subscribe(byte[] prefix) {
            socket.subscribe(prefix);
        }

        @Override
        public void send(List<byte[]> frames) {
            for (int i = 0; i < frames.size(); i++) {
                socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
            }
        }

        @Override
        public Optional<List<byte[]>> receive(Duration timeout) {
            socket.setReceiveTimeOut((int) timeout.toMillis());
            byte[] first = socket.recv();
            if (first == null) {
                return Optional.empty();
            }
            List<byte[]> frames = new ArrayList<>(List.of(first));
            while (socket.hasReceiveMore()) {
                frames.add(socket.recv());
            }
            return Optional.of(frames);
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
