package io.brine.transport.zmtp;

/** PAIR: a {@link DealerPattern} of one peer at a time; a second one is turned away. */
final class PairPattern extends DealerPattern {
    PairPattern(SocketCore core) {
        super(core);
    }

    @Override
    public void admit(Pipe pipe, Peer peer) throws ProtocolException {
        if (core.pipes().stream().anyMatch(other -> other != pipe)) {
            throw new ProtocolException(Refusal.PAIR_TAKEN, "this PAIR has its peer already");
        }
    }
}
