package io.brine.transport.zmtp;

import io.brine.transport.Connection;
import io.brine.transport.SocketEvent.Kind;
import io.brine.transport.TransportException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bound endpoint: makes a {@link Peer} of each connection it accepts, and knows those that are open. */
final class Acceptor {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    /** Buffers begin small: a subscriber of a publisher never sends more than some bytes. */
    static final RecvByteBufAllocator SMALL_FIRST = new AdaptiveRecvByteBufAllocator(64, 1024, 64 * 1024);

    private final ZmtpContext context;
    private final Endpoint asked;
    private final SocketSettings settings;
    private final Supplier<PeerListener> listeners;
    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
    private final Channel channel;
    private final Endpoint bound;

    private Acceptor(ZmtpContext context, Endpoint asked, SocketSettings settings, Supplier<PeerListener> listeners) {
        this.context = context;
        this.asked = asked;
        this.settings = settings;
        this.listeners = listeners;
        this.channel = open(BindAddress.of(context, asked, settings.options().ipv6()));
        this.bound = BindAddress.bound(asked, channel.localAddress());
        BindAddress.protect(bound);
        context.events().emit(Kind.LISTENING, bound, "", "");
    }

    /** @throws TransportException naming endpoint and reason */
    static Acceptor bind(
            ZmtpContext context, Endpoint endpoint, SocketSettings settings, Supplier<PeerListener> listeners) {
        return new Acceptor(context, endpoint, settings, listeners);
    }

    private Channel open(SocketAddress address) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(context.threads().groupFor(asked))
                .channelFactory(Wires.server(asked))
                .handler(new AcceptFailures())
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, SMALL_FIRST)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel child) {
                        accept(child);
                    }
                });
        if (asked instanceof Endpoint.Tcp) {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true);
        }
        if (!(asked instanceof Endpoint.Inproc)) {
            bootstrap.option(ChannelOption.SO_BACKLOG, settings.options().backlog());
        }
        ChannelFuture binding = bootstrap.bind(address).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            String reason = String.valueOf(binding.cause().getMessage());
            context.events().emit(Kind.BIND_FAILED, asked, "", reason);
            throw new TransportException("Cannot bind " + asked + ": " + reason, binding.cause());
        }
        return binding.channel();
    }

    private void accept(Channel child) {
        int most = settings.options().maxConnections();
        String address = Endpoint.text(child.remoteAddress(), asked);
        if (most > 0 && peers.size() >= most) {
            context.refusals().count(Refusal.TOO_MANY_CONNECTIONS);
            context.events().emit(Kind.ACCEPT_FAILED, asked, address, "more than " + most + " connections");
            child.close();
            return;
        }
        Wires.configure(child, settings);
        Peer peer = new Peer(listeners.get(), settings, context, asked);
        context.events().emit(Kind.ACCEPTED, asked, address, "");
        child.pipeline().addLast(peer);
        // Only then, as whoever finds it here may close it.
        peers.add(peer);
        child.closeFuture().addListener(closed -> peers.remove(peer));
    }

    int port() {
        return channel.localAddress() instanceof InetSocketAddress inet ? inet.getPort() : 0;
    }

    /** The endpoint really bound: port and path filled in. */
    Endpoint bound() {
        return bound;
    }

    Collection<Connection> connections() {
        return List.copyOf(peers);
    }

    Collection<Peer> peers() {
        return List.copyOf(peers);
    }

    /** Accepts no more; those connected stay. */
    void stopAccepting() {
        ChannelFuture closing = channel.close();
        if (!channel.eventLoop().inEventLoop()) {
            closing.awaitUninterruptibly();
        }
        BindAddress.forget(bound);
        context.events().emit(Kind.CLOSED, bound, "", "");
    }

    /** Accepts no more and closes all connections once their queues are empty or {@code linger} is over; waits for it. */
    void close(Duration linger) {
        stopAccepting();
        List<Peer> leaving = List.copyOf(peers);
        leaving.forEach(peer -> peer.closeGently(linger));
        Peer.awaitGone(leaving, linger.plusSeconds(1));
    }

    /** Counts what goes wrong in accept; Netty then pauses accepting for a second, so no thread spins at EMFILE. */
    private final class AcceptFailures extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            LOG.warn("Accepting on {} failed, pausing: {}", asked, String.valueOf(cause.getMessage()));
            context.refusals().count(Refusal.ACCEPT_FAILED);
            context.events().emit(Kind.ACCEPT_FAILED, asked, "", String.valueOf(cause.getMessage()));
            ctx.fireExceptionCaught(cause);
        }
    }
}
