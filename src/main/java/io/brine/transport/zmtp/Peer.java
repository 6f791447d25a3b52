package io.brine.transport.zmtp;

import io.brine.transport.Connection;
import io.brine.transport.PublishServer.Delivery;
import io.brine.transport.SocketEvent.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: greets, decodes, counts, and tells its socket's {@link PeerListener}. Lives on one event loop; only {@link
 * #reserve}, {@link #send}, {@link #sendAlways}, {@link #close} and what is read are for other threads.
 */
final class Peer extends ChannelInboundHandlerAdapter implements Connection, FrameDecoder.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final Instant since = Instant.now();
    private final PeerListener listener;
    private final SocketSettings settings;
    private final ZmtpContext context;
    private final Endpoint endpoint;
    private final FrameDecoder decoder;
    private final PeerCounts counts = new PeerCounts();

    private volatile ChannelHandlerContext ctx;
    private PeerOutbox outbox;
    private Handshake handshaking;
    private ScheduledFuture<?> handshakeTimeout;
    private Heartbeat heartbeat;
    private List<byte[]> message;
    private ByteBuf unread;
    private volatile boolean paused;
    private boolean leaving;
    private String closeReason;
    private volatile String peerAddress = "";
    private volatile Handshake.Result known;
    private volatile HandshakeState state = HandshakeState.GREETING;

    Peer(PeerListener listener, SocketSettings settings, ZmtpContext context, Endpoint endpoint) {
        this.listener = listener;
        this.settings = settings;
        this.context = context;
        this.endpoint = endpoint;
        this.decoder = new FrameDecoder(settings.limits());
        this.handshaking = new Handshake(settings);
    }

    // --- the channel's life

    @Override
    public void handlerAdded(ChannelHandlerContext channelContext) {
        ctx = channelContext;
        outbox = new PeerOutbox(ctx, counts, this::onDeparture);
    }

    @Override
    public void channelActive(ChannelHandlerContext channelContext) {
        peerAddress = Endpoint.text(ctx.channel().remoteAddress(), endpoint);
        // READY does not depend on what the peer's greeting says, and one segment is cheaper than two.
        ctx.writeAndFlush(FrameEncoder.opening(handshaking.ourReady()));
        Duration patience = settings.options().handshakeTimeout();
        if (!patience.isZero()) {
            handshakeTimeout = ctx.executor()
                    .schedule(
                            () -> fail(new ProtocolException(
                                    Refusal.HANDSHAKE_TIMEOUT, "no handshake within " + patience.toMillis() + " ms")),
                            patience.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext channelContext, Object received) {
        ByteBuf in = outbox.contentOf(received);
        counts.bytesIn(in.readableBytes());
        if (heartbeat != null) {
            heartbeat.onTraffic();
        }
        if (unread != null) {
            in = Unpooled.wrappedBuffer(unread, in);
            unread = null;
        }
        consume(in);
    }

    private void consume(ByteBuf in) {
        try {
            decode(in);
        } catch (ProtocolException e) {
            fail(e);
        } catch (RuntimeException e) {
            LOG.error("Handler of a {} failed on a message from {}", settings.type(), peerAddress, e);
            fail(new ProtocolException(Refusal.HANDLER_FAILED, "the handler failed"));
        } finally {
            if (in.isReadable() && paused && closeReason == null) {
                unread = in;
            } else {
                in.release();
                outbox.onConsumed();
            }
        }
    }

    private void decode(ByteBuf in) throws ProtocolException {
        if (closeReason != null) {
            return;
        }
        if (handshaking != null && !handshaking.isGreeted()) {
            if (!handshaking.readGreeting(in)) {
                return;
            }
            state = HandshakeState.READY_AWAITED;
        }
        decoder.decode(in, this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext channelContext) {
        if (closeReason == null) {
            closeReason = "closed by the peer";
        }
        cancelTimers();
        outbox.onInactive();
        if (unread != null) {
            unread.release();
            unread = null;
        }
        if (handshaking != null && state != HandshakeState.FAILED) {
            state = HandshakeState.FAILED;
            context.refusals().count(Refusal.HANDSHAKE_BROKEN);
            emit(Kind.HANDSHAKE_FAILED_NO_DETAIL, closeReason);
        }
        emit(Kind.DISCONNECTED, closeReason);
        listener.onClosed(this, closeReason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channelContext, Throwable cause) {
        closeNow(String.valueOf(cause.getMessage()));
    }

    // --- what the decoder finds

    @Override
    public boolean isPaused() {
        return paused || closeReason != null;
    }

    @Override
    public void onFrame(byte[] body, boolean more) throws ProtocolException {
        if (handshaking != null) {
            throw new ProtocolException(Refusal.MALFORMED_READY, "a message before READY");
        }
        counts.frameIn();
        if (!more && message == null) {
            listener.onMessage(this, List.of(body));
            return;
        }
        if (message == null) {
            message = new ArrayList<>(4);
        }
        message.add(body);
        if (!more) {
            List<byte[]> whole = message;
            message = null;
            listener.onMessage(this, whole);
        }
    }

    @Override
    public void onCommand(byte[] body) throws ProtocolException {
        Command command = Command.parse(body);
        if (handshaking != null) {
            finishHandshake(handshaking.onCommand(command));
            return;
        }
        switch (command.name()) {
            case Command.PING -> onPing(command);
            case Command.PONG -> counts.roundTrip(heartbeat().onPong());
            case Command.SUBSCRIBE -> listener.onSubscribe(this, command.data());
            case Command.CANCEL -> listener.onCancel(this, command.data());
            case Command.ERROR ->
                throw new ProtocolException(Refusal.PEER_ERROR, "the peer said: " + command.errorReason());
            default -> context.refusals().count(Refusal.UNKNOWN_COMMAND);
        }
    }

    private void onPing(Command ping) throws ProtocolException {
        Command pong = ping.pong();
        heartbeat().onPing(ping.pingTtlTenths());
        // A peer that does not read must not pile up our answers; what it has not read yet shows that we live.
        if (ctx.channel().isWritable()) {
            sendCommand(pong);
        }
    }

    private void finishHandshake(Handshake.Result result) throws ProtocolException {
        known = result;
        handshaking = null;
        if (handshakeTimeout != null) {
            handshakeTimeout.cancel(false);
            handshakeTimeout = null;
        }
        state = HandshakeState.DONE;
        emit(Kind.HANDSHAKE_SUCCEEDED, result.peerType().name());
        if (settings.heartbeat().isOn() && result.peerMinor() > 0) {
            heartbeat().start();
        }
        listener.onReady(this);
    }

    private Heartbeat heartbeat() {
        if (heartbeat == null) {
            heartbeat = new Heartbeat(this, settings.heartbeat());
        }
        return heartbeat;
    }

    /** Ends this connection, and no other, for what its peer did. */
    void fail(ProtocolException cause) {
        if (closeReason != null) {
            return;
        }
        context.refusals().count(cause.refusal());
        LOG.debug("Closing {}: {} {}", peerAddress, cause.refusal(), cause.getMessage());
        if (handshaking != null) {
            state = HandshakeState.FAILED;
            emit(failureKind(cause), cause.getMessage());
        }
        closeReason = cause.refusal() + ": " + cause.getMessage();
        if (handshaking != null && handshaking.isGreeted() && cause.refusal() != Refusal.PEER_ERROR) {
            ctx.writeAndFlush(FrameEncoder.command(Command.error(cause.getMessage())))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            ctx.close();
        }
    }

    private static Kind failureKind(ProtocolException cause) {
        return switch (cause.refusal()) {
            case HANDSHAKE_TIMEOUT -> Kind.HANDSHAKE_FAILED_NO_DETAIL;
            case PEER_ERROR -> Kind.HANDSHAKE_FAILED_AUTH;
            default -> Kind.HANDSHAKE_FAILED_PROTOCOL;
        };
    }

    private void cancelTimers() {
        if (handshakeTimeout != null) {
            handshakeTimeout.cancel(false);
        }
        if (heartbeat != null) {
            heartbeat.stop();
        }
    }

    private void emit(Kind kind, String detail) {
        context.events().emit(kind, endpoint, peerAddress, detail);
    }

    // --- inbound back-pressure, on the event loop

    /** Stops reading from the peer until {@link #resume}; what has been received already waits. */
    void pause() {
        if (!paused) {
            paused = true;
            ctx.channel().config().setAutoRead(false);
            context.refusals().count(Refusal.INBOUND_PAUSED);
        }
    }

    void resume() {
        if (!paused || closeReason != null) {
            return;
        }
        paused = false;
        if (unread != null) {
            ByteBuf in = unread;
            unread = null;
            consume(in);
        }
        if (!paused && closeReason == null) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    /** From any thread. */
    void resumeSoon() {
        if (paused) {
            onLoop(this::resume);
        }
    }

    // --- sending

    /** Takes a place in the queue; every success must be followed by one {@link #write} or {@link #send}. */
    boolean reserve() {
        return counts.reserve(settings.options().sendHighWaterMark());
    }

    /** On the event loop, after {@link #reserve}: takes {@code encoded} over; {@link #flush} must follow. */
    void write(ByteBuf encoded, int frames, Delivery delivery) {
        outbox.write(encoded, frames, delivery);
    }

    /** From any thread, after {@link #reserve}: takes {@code encoded} over and flushes. */
    void send(ByteBuf encoded, int frames, Delivery delivery) {
        try {
            onLoop(() -> {
                outbox.write(encoded, frames, delivery);
                outbox.flushSoon();
            });
        } catch (RejectedExecutionException closing) {
            encoded.release();
        }
    }

    /** As {@link #send}, whatever the high-water mark says: for what its owner bounds in another way. */
    void sendAlways(ByteBuf encoded, int frames, Delivery delivery) {
        counts.reserve(0);
        send(encoded, frames, delivery);
    }

    void sendCommand(Command command) {
        ctx.writeAndFlush(FrameEncoder.command(command));
    }

    void flush() {
        outbox.flush();
    }

    void countDrop() {
        counts.dropped();
        context.refusals().count(Refusal.HIGH_WATER_MARK);
    }

    private void onDeparture(boolean written, int left, Delivery delivery) {
        if (written) {
            delivery.onWritten(this);
        } else {
            delivery.onDropped(this, closeReason == null ? "connection broke" : closeReason);
        }
        listener.onRoom(this);
        if (leaving && left == 0) {
            ctx.close();
        }
    }

    // --- leaving

    @Override
    public void close(String reason) {
        onLoop(() -> closeNow(reason));
    }

    private void closeNow(String reason) {
        if (closeReason == null) {
            closeReason = reason;
        }
        ctx.close();
    }

    /** Closes once the queue is empty or {@code linger} is over; nothing more is read. A negative linger waits for ever. */
    void closeGently(Duration linger) {
        onLoop(() -> {
            if (closeReason != null) {
                return;
            }
            closeReason = "closed";
            leaving = true;
            ctx.channel().config().setAutoRead(false);
            if (counts.queue() == 0 || linger.isZero()) {
                ctx.close();
                return;
            }
            ctx.flush();
            if (!linger.isNegative()) {
                ctx.executor().schedule(() -> ctx.close(), linger.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    /** Waits until all are closed, but no longer than {@code most}, and on an event loop not at all. */
    static void awaitGone(Collection<Peer> peers, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        for (Peer peer : peers) {
            if (!peer.loop().inEventLoop()) {
                peer.ctx.channel().closeFuture().awaitUninterruptibly(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        }
    }

    void onLoop(Runnable task) {
        if (loop().inEventLoop()) {
            task.run();
        } else {
            loop().execute(task);
        }
    }

    // --- what is known

    EventLoop loop() {
        return ctx.channel().eventLoop();
    }

    /** The identity's bytes; empty before READY. */
    byte[] identityBytes() {
        Handshake.Result result = known;
        return result == null ? new byte[0] : result.peerIdentity();
    }

    /** Whether the peer knows the commands of ZMTP 3.1. */
    boolean knowsCommands() {
        return known.peerMinor() > 0;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public String peerAddress() {
        return peerAddress;
    }

    @Override
    public Instant since() {
        return since;
    }

    @Override
    public String identity() {
        return new String(identityBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public String peerSocketType() {
        Handshake.Result result = known;
        return result == null ? "" : result.peerType().name();
    }

    @Override
    public String protocolVersion() {
        Handshake.Result result = known;
        return result == null ? "" : "3." + result.peerMinor();
    }

    @Override
    public HandshakeState handshake() {
        return state;
    }

    @Override
    public ConnectionCounts counts() {
        return counts.snapshot(outbox.waitingBytes());
    }

    @Override
    public boolean isOpen() {
        return ctx.channel().isActive();
    }

    @Override
    public String toString() {
        return settings.type() + " <-> " + peerSocketType() + " " + peerAddress;
    }
}
