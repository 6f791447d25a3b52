package io.brine.transport.zmtp;

import java.util.List;
import java.util.Optional;

/** PULL: receives from its peers in fair turn. */
final class PullPattern implements SocketPattern {
    private final SocketCore core;

    PullPattern(SocketCore core) {
        this.core = core;
    }

    @Override
    public boolean send(List<byte[]> frames) {
        throw new UnsupportedOperationException("A PULL never sends");
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
