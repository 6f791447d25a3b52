package io.brine.transport.zmtp;

import java.util.List;
import java.util.Optional;

/** PUSH: sends to its peers in turn, waiting when none has room. */
final class PushPattern implements SocketPattern {
    private final SocketCore core;

    PushPattern(SocketCore core) {
        this.core = core;
    }

    @Override
    public boolean send(List<byte[]> frames) {
        return core.offerInTurn(frames);
    }

    @Override
    public Optional<List<byte[]>> receive() {
        throw new UnsupportedOperationException("A PUSH never receives");
    }

    @Override
    public void onMessage(Pipe pipe, List<byte[]> frames) {
        core.count(Refusal.UNEXPECTED_MESSAGE);
    }
}
