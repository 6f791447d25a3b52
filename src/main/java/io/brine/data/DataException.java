package io.brine.data;

/** Bytes or text that are not a tree: truncated, too deep, too long, or of a type the notation cannot say. */
public class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
