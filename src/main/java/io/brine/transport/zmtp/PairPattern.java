package io.brine.transport.zmtp;

import java.util.List;
import java.util.Optional;

/** PAIR: one peer at a time; a second one is turned away. */
final class PairPattern implements SocketPattern {
    private final SocketCore core;

    PairPattern(SocketCore core) {
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
    public void admit(Pipe pipe, Peer peer) throws ProtocolException {
        if (core.pipes().stream().anyMatch(other -> other != pipe)) {
            throw new ProtocolException(Refusal.PAIR_TAKEN, "this PAIR has its peer already");
        }
    }

    @Override
    public void onMessage(Pipe pipe, List<byte[]> frames) {
        core.arrived(pipe, frames);
    }
}
