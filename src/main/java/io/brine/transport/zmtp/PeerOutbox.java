package io.brine.transport.zmtp;

import io.brine.transport.PublishServer.Delivery;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.local.LocalChannel;

/** What one peer is still to be sent; on its event loop. The queue itself is Netty's. */
final class PeerOutbox {
    /** Told when a message left the queue. */
    interface Departed {
        void on(boolean written, int left, Delivery delivery);
    }

    private final ChannelHandlerContext ctx;
    private final PeerCounts counts;
    private final Departed departed;
    /** Null unless the connection is inproc. */
    private final InprocWindow inproc;

    private boolean flushAsked;

    PeerOutbox(ChannelHandlerContext ctx, PeerCounts counts, Departed departed) {
        this.ctx = ctx;
        this.counts = counts;
        this.departed = departed;
        this.inproc = ctx.channel() instanceof LocalChannel ? new InprocWindow() : null;
    }

    /** Takes {@code encoded}, whose place in the queue was reserved, over; a flush must follow. */
    void write(ByteBuf encoded, int frames, Delivery delivery) {
        int bytes = encoded.readableBytes();
        if (inproc != null) {
            inproc.write(ctx, encoded, taken -> onDeparture(taken, frames, bytes, delivery));
        } else {
            ctx.write(encoded).addListener(done -> onDeparture(done.isSuccess(), frames, bytes, delivery));
        }
    }

    private void onDeparture(boolean written, int frames, int bytes, Delivery delivery) {
        int left = counts.release();
        if (written) {
            counts.out(frames, bytes);
        }
        departed.on(written, left, delivery);
    }

    /** From any thread. */
    long waitingBytes() {
        ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    void flush() {
        ctx.flush();
    }

    /** One flush for all that is written in this turn of the loop. */
    void flushSoon() {
        if (!flushAsked) {
            flushAsked = true;
            ctx.channel().eventLoop().execute(() -> {
                flushAsked = false;
                ctx.flush();
            });
        }
    }

    // --- the receiving end of inproc

    /** The bytes of what the channel gave us. */
    ByteBuf contentOf(Object received) {
        if (received instanceof InprocParcel parcel) {
            inproc.hold(parcel);
            return parcel.content();
        }
        return (ByteBuf) received;
    }

    /** All that was received has been decoded. */
    void onConsumed() {
        if (inproc != null) {
            inproc.takeAll();
        }
    }

    void onInactive() {
        if (inproc != null) {
            inproc.onInactive();
        }
    }
}
