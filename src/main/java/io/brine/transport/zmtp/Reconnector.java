package io.brine.transport.zmtp;

import io.brine.transport.SocketEvent.Kind;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A connecting endpoint: makes one {@link Peer} at a time, and the next one, after growing pauses, when it is gone. Names
 * are resolved anew at each attempt, and their addresses tried in turn. All on one event loop.
 */
final class Reconnector {
    /** Where to, how, and on which event loop. */
    record Target(Endpoint endpoint, SocketSettings settings, EventLoop loop) {}

    private final ZmtpContext context;
    private final Endpoint endpoint;
    private final SocketSettings settings;
    private final Supplier<PeerListener> listeners;
    private final EventLoop loop;
    private final BackOff backOff;
    private volatile Peer peer;
    private volatile boolean stopped;
    private int attempts;

    Reconnector(ZmtpContext context, Target target, Supplier<PeerListener> listeners) {
        this.context = context;
        this.endpoint = target.endpoint();
        this.settings = target.settings();
        this.listeners = listeners;
        this.loop = target.loop();
        this.backOff = new BackOff(
                settings.options().reconnectFirst(), settings.options().reconnectMax(), ThreadLocalRandom.current());
    }

    void start() {
        loop.execute(this::resolve);
    }

    /** No further attempts; an open connection stays. */
    void stop() {
        stopped = true;
    }

    /** The connection being used or opened now. */
    Optional<Peer> peer() {
        return Optional.ofNullable(peer);
    }

    private void resolve() {
        if (stopped) {
            return;
        }
        attempts++;
        if (ConnectAddress.needsNoLookup(endpoint)) {
            onAddresses(() ->
                    ConnectAddress.of(context, endpoint, settings.options().ipv6()));
            return;
        }
        try {
            context.threads().resolver().execute(this::lookUp);
        } catch (RejectedExecutionException closing) {
            stopped = true;
        }
    }

    /** On the resolver's thread, which may wait. */
    private void lookUp() {
        List<SocketAddress> found;
        try {
            found = ConnectAddress.of(context, endpoint, settings.options().ipv6());
        } catch (IOException e) {
            onLoop(() -> retry("cannot resolve: " + e.getMessage()));
            return;
        }
        onLoop(() -> onAddresses(() -> found));
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException closing) {
            stopped = true;
        }
    }

    private interface Addresses {
        List<SocketAddress> get() throws IOException;
    }

    private void onAddresses(Addresses addresses) {
        if (stopped) {
            return;
        }
        try {
            List<SocketAddress> all = addresses.get();
            connect(all.get((attempts - 1) % all.size()), ConnectAddress.source(endpoint));
        } catch (IOException e) {
            retry(e.getMessage());
        }
    }

    private void connect(SocketAddress address, SocketAddress source) {
        Peer fresh = new Peer(new Watch(listeners.get()), settings, context, endpoint);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(Wires.client(endpoint))
                .option(ChannelOption.RECVBUF_ALLOCATOR, Acceptor.SMALL_FIRST)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Wires.configure(channel, settings);
                        channel.pipeline().addLast(fresh);
                    }
                });
        long patience = settings.options().handshakeTimeout().toMillis();
        if (patience > 0 && endpoint instanceof Endpoint.Tcp) {
            bootstrap.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(Integer.MAX_VALUE, patience));
        }
        if (ConnectAddress.hasFixedSourcePort(endpoint)) {
            // The port must be free again for the next attempt, without a minute in TIME_WAIT.
            bootstrap.option(ChannelOption.SO_REUSEADDR, true).option(ChannelOption.SO_LINGER, 0);
        }
        String target = Endpoint.text(address, endpoint);
        context.events().emit(Kind.CONNECT_DELAYED, endpoint, target, "");
        ChannelFuture connecting = bootstrap.connect(address, source);
        connecting.addListener(done -> onConnected(connecting, fresh, target));
    }

    private void onConnected(ChannelFuture connecting, Peer fresh, String target) {
        if (!connecting.isSuccess()) {
            retry(connecting.cause().getMessage());
            return;
        }
        if (stopped) {
            connecting.channel().close();
            return;
        }
        peer = fresh;
        context.events().emit(Kind.CONNECTED, endpoint, target, "");
    }

    private void retry(String reason) {
        peer = null;
        if (stopped) {
            return;
        }
        long pauseMillis = backOff.nextPauseMillis();
        context.events().emit(Kind.CONNECT_RETRIED, endpoint, "", "in " + pauseMillis + " ms: " + reason);
        loop.schedule(this::resolve, pauseMillis, TimeUnit.MILLISECONDS);
    }

    /** Passes all on to the socket, and comes back when the peer is gone. */
    private final class Watch implements PeerListener {
        private final PeerListener socket;

        Watch(PeerListener socket) {
            this.socket = socket;
        }

        @Override
        public void onReady(Peer ready) throws ProtocolException {
            backOff.reset();
            socket.onReady(ready);
        }

        @Override
        public void onMessage(Peer from, List<byte[]> frames) throws ProtocolException {
            socket.onMessage(from, frames);
        }

        @Override
        public void onSubscribe(Peer from, byte[] prefix) throws ProtocolException {
            socket.onSubscribe(from, prefix);
        }

        @Override
        public void onCancel(Peer from, byte[] prefix) throws ProtocolException {
            socket.onCancel(from, prefix);
        }

        @Override
        public void onRoom(Peer of) {
            socket.onRoom(of);
        }

        @Override
        public void onClosed(Peer gone, String reason) {
            socket.onClosed(gone, reason);
            retry(reason);
        }
    }
}
