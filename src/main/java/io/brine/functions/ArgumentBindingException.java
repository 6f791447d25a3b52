package io.brine.functions;

/** Arguments that do not fit the parameters, in Python's words: {@code ping() takes 0 positional arguments but 1 was given}. */
public final class ArgumentBindingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ArgumentBindingException(String message) {
        super(message);
    }
}
