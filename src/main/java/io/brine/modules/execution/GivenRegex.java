package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.CommandExecutionException;
import io.brine.target.PyRegex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A regular expression as an argument of a function gives it: what is no pattern ends the call.
 *
 * <p>The bytes forms work as Python's patterns over bytes: one character is one byte.
 */
final class GivenRegex {
    private static final Map<String, Integer> FLAGS = Map.ofEntries(
            Map.entry("I", PyRegex.IGNORECASE),
            Map.entry("IGNORECASE", PyRegex.IGNORECASE),
            Map.entry("M", PyRegex.MULTILINE),
            Map.entry("MULTILINE", PyRegex.MULTILINE),
            Map.entry("S", PyRegex.DOTALL),
            Map.entry("DOTALL", PyRegex.DOTALL),
            Map.entry("X", PyRegex.VERBOSE),
            Map.entry("VERBOSE", PyRegex.VERBOSE),
            Map.entry("A", PyRegex.ASCII),
            Map.entry("ASCII", PyRegex.ASCII),
            Map.entry("U", 32),
            Map.entry("UNICODE", 32),
            Map.entry("L", 4),
            Map.entry("LOCALE", 4),
            Map.entry("DEBUG", 128));

    private GivenRegex() {}

    /** @throws CommandExecutionException if it is not a pattern */
    static PyRegex of(String source) {
        return of(source, 0);
    }

    private static PyRegex of(String source, int flags) {
        return PyRegex.compile(source, flags)
                .orElseThrow(() -> new CommandExecutionException("not a regular expression: '" + source + "'"));
    }

    /** The pattern over text that stands for bytes, see {@link #bytes(String)}. */
    static PyRegex ofBytes(String source, int flags) {
        return of(bytes(source), flags | PyRegex.ASCII);
    }

    /** @throws CommandExecutionException if the replacement is not one, or the pattern takes too long */
    static PyRegex.Replaced replace(PyRegex pattern, String text, String replacement, int most) {
        try {
            return pattern.replace(text, replacement, most);
        } catch (IllegalArgumentException refused) {
            throw new CommandExecutionException(refused.getMessage());
        }
    }

    /** One character for each UTF-8 byte. */
    static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The text of which {@link #bytes(String)} made this. */
    static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Flags as a number, a name such as {@code MULTILINE}, or a list of names. Source: 3006.0 modules/file.py _get_flags */
    static int flags(Object given) {
        if (given instanceof Number number) {
            return number.intValue();
        }
        if (given instanceof String || given instanceof List) {
            List<?> names = given instanceof List<?> list ? list : List.of(given);
            return names.stream().mapToInt(GivenRegex::flag).reduce(0, (one, other) -> one | other);
        }
        throw new CommandExecutionException(
                "Invalid re flags: \"" + PyText.str(given)
                        + "\", must be given either as a single flag string, a list of strings, as an integer, or as an re flag");
    }

    private static int flag(Object given) {
        Integer flag = FLAGS.get(PyText.str(given).toUpperCase(Locale.ROOT));
        if (flag == null) {
            throw new CommandExecutionException("Invalid re flag given: " + PyText.str(given));
        }
        return flag;
    }
}
