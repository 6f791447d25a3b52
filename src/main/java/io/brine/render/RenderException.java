package io.brine.render;

/** A file that cannot be rendered. The message says why, without its name. */
public class RenderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RenderException(String message) {
        super(message);
    }
}
