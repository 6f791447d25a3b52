package io.brine.functions;

import java.util.List;
import java.util.Map;

/** Defaults as Python writes them in a parameter list. */
final class PythonLiteral {
    private PythonLiteral() {}

    /** The literal as a tree; what is none is text as it stands. */
    static Object parse(String source) {
        return switch (source) {
            case "None" -> null;
            case "True" -> true;
            case "False" -> false;
            case "[]", "()" -> List.of();
            case "{}" -> Map.of();
            default -> scalar(source);
        };
    }

    private static Object scalar(String source) {
        if (source.matches("-?\\d+")) {
            return Long.valueOf(source);
        }
        if (source.matches("-?\\d+\\.\\d+")) {
            return Double.valueOf(source);
        }
        boolean isQuoted = source.length() >= 2 && source.matches("(?s)'.*'|\".*\"");
        return isQuoted ? source.substring(1, source.length() - 1) : source;
    }
}
