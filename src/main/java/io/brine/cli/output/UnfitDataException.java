package io.brine.cli.output;

/** The outputter was made for data of another shape; {@link Outputters} then shows the data nested, as Salt does. */
final class UnfitDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitDataException(String message) {
        super(message);
    }
}
