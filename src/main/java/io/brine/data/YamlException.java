package io.brine.data;

import java.util.Optional;

/**
 * YAML that cannot be read. The message is what PyYAML's error prints: context and problem, each with its place, lines
 * and columns counted from 1.
 */
public final class YamlException extends DataException {
    private static final long serialVersionUID = 1L;

    /** PyYAML's classes of errors. */
    public enum Kind {
        READER("ReaderError"),
        SCANNER("ScannerError"),
        PARSER("ParserError"),
        COMPOSER("ComposerError"),
        CONSTRUCTOR("ConstructorError"),
        VALUE("ValueError"),
        KEY("KeyError");

        private final String pythonName;

        Kind(String pythonName) {
            this.pythonName = pythonName;
        }

        public String pythonName() {
            return pythonName;
        }
    }

    /** A place in the text; both count from 1. */
    public record Place(String sourceName, int line, int column) {
        @Override
        public String toString() {
            return "  in \"" + sourceName + "\", line " + line + ", column " + column;
        }
    }

    private final Kind kind;
    private final String problem;
    private final transient Place place;

    YamlException(Kind kind, String context, Place contextPlace, String problem, Place place) {
        super(message(context, contextPlace, problem, place));
        this.kind = kind;
        this.problem = problem;
        this.place = place;
    }

    YamlException(Kind kind, String problem, Place place) {
        this(kind, null, null, problem, place);
    }

    public Kind kind() {
        return kind;
    }

    /** What is wrong, without context and place. */
    public String problem() {
        return problem;
    }

    public Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    private static String message(String context, Place contextPlace, String problem, Place place) {
        StringBuilder message = new StringBuilder();
        if (context != null) {
            message.append(context).append('\n');
            if (contextPlace != null && !contextPlace.equals(place)) {
                message.append(contextPlace).append('\n');
            }
        }
        message.append(problem);
        return place == null
                ? message.toString()
                : message.append('\n').append(place).toString();
    }
}
