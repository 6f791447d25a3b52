package io.brine.transport.zmtp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** One end of an inproc connection: what it sent and the other has not taken, and what it got and has not taken. */
final class InprocWindow {
    private final Deque<Consumer<Boolean>> untaken = new ArrayDeque<>();
    private final Deque<InprocParcel> held = new ArrayDeque<>();

    /** @param onDeparture told true when the receiver has taken the message, false when it never will */
    void write(ChannelHandlerContext ctx, ByteBuf encoded, Consumer<Boolean> onDeparture) {
        untaken.add(onDeparture);
        ChannelFuture written = ctx.write(new InprocParcel(encoded, () -> leave(onDeparture, true)));
        written.addListener(done -> {
            if (!done.isSuccess()) {
                leave(onDeparture, false);
            }
        });
    }

    private void leave(Consumer<Boolean> onDeparture, boolean taken) {
        if (untaken.remove(onDeparture)) {
            onDeparture.accept(taken);
        }
    }

    void hold(InprocParcel parcel) {
        held.add(parcel);
    }

    /** All that was held has been decoded. */
    void takeAll() {
        while (!held.isEmpty()) {
            held.remove().taken();
        }
    }

    void onInactive() {
        while (!untaken.isEmpty()) {
            untaken.remove().accept(false);
        }
    }
}
