package io.brine.channel;

/** A request needed a session and there is none to be had now. */
public final class SignInException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SignInResult result;

    public SignInException(SignInResult result) {
        super("not signed in: " + result);
        this.result = result;
    }

    public SignInResult result() {
        return result;
    }
}
