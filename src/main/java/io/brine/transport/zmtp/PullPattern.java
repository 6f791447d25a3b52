package io.brine.transport.zmtp;

import java.util.List;

/** PULL: a {@link DealerPattern} that never sends. */
final class PullPattern extends DealerPattern {
    PullPattern(SocketCore core) {
        super(core);
    }

    @Override
    public boolean send(List<byte[]> frames) {
        throw new UnsupportedOperationException("A PULL never sends");
    }
}
