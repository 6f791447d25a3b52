package io.brine.transport.zmtp;

import java.util.List;
import java.util.Optional;

/**
 * DEALER: sends to its peers in turn, waiting when none has room; receives from them in fair turn. PUSH, PULL and PAIR are this
 * with less.
 */
class DealerPattern implements SocketPattern {
    final SocketCore core;

    DealerPattern(SocketCore core) {
        this.core = core;
    }

    @Override
    public boolean send(List<byte[]> frames) {
        return core.offerInTurn(frames);
    }

    @Override
    public Optional<List<byte[]>> receive() {
        return core.inbound().take().map(FairQueue.Taken::frames);
    }

    @Override
    public void onMessage(Pipe pipe, List<byte[]> frames) {
        core.arrived(pipe, frames);
    }
}
