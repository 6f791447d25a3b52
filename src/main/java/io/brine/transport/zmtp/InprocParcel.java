package io.brine.transport.zmtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;

/**
 * A message on its way over inproc. There is no kernel whose buffers could be full, so the sender's queue counts it until
 * the receiver has taken it: that keeps the high-water marks true.
 */
final class InprocParcel extends DefaultByteBufHolder {
    private final Runnable onTaken;

    /** @param onTaken called on the event loop of inproc, which both sides share */
    InprocParcel(ByteBuf content, Runnable onTaken) {
        super(content);
        this.onTaken = onTaken;
    }

    void taken() {
        onTaken.run();
    }
}
