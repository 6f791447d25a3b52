package io.brine.channel;

/** Carries a refusal from where it is noticed to where it is answered. */
final class RequestRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RequestRefusal reason;
    private final String claimedId;
    private final transient Object reply;

    RequestRefusedException(RequestRefusal reason, String claimedId, String detail) {
        this(reason, claimedId, detail, reason.reply());
    }

    RequestRefusedException(RequestRefusal reason, String claimedId, String detail, Object reply) {
        super(detail, null, false, false);
        this.reason = reason;
        this.claimedId = claimedId;
        this.reply = reply;
    }

    RequestRefusal reason() {
        return reason;
    }

    String claimedId() {
        return claimedId;
    }

    Object reply() {
        return reply;
    }
}
