package io.brine.transport.zmtp;

/** The peer's bytes break the protocol: its connection ends, nobody else's. Cheap, as hostile peers cause it. */
final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    ProtocolException(Refusal refusal, String detail) {
        super(detail, null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
