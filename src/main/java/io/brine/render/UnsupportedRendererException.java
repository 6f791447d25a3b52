package io.brine.render;

/** A file that is right, but asks for a renderer that is not here. The message names file and line. */
public final class UnsupportedRendererException extends RenderException {
    private static final long serialVersionUID = 1L;

    public UnsupportedRendererException(String message) {
        super(message);
    }
}
