package io.brine.transport.zmtp;

import java.util.List;
import java.util.Optional;

/** PUSH: a {@link DealerPattern} that never receives. */
final class PushPattern extends DealerPattern {
    PushPattern(SocketCore core) {
        super(core);
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
