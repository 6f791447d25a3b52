package io.brine.channel;

import io.brine.channel.SignInResult.Distrust;

/** Carries a reason for distrust from where it is noticed to where it becomes the result. */
final class DistrustException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Distrust reason;

    DistrustException(Distrust reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    Distrust reason() {
        return reason;
    }
}
