package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.CommandExecutionException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A Python regular expression with Python's flags and replacement notation, for the contents of files.
 *
 * <p>The bytes forms work as Python's patterns over bytes: one character is one byte.
 */
final class PythonPattern {
    static final int IGNORECASE = 2;
    static final int MULTILINE = 8;
    static final int DOTALL = 16;

    private static final Map<String, Integer> FLAGS = Map.of(
            "I",
            IGNORECASE,
            "IGNORECASE",
            IGNORECASE,
            "M",
            MULTILINE,
            "MULTILINE",
            MULTILINE,
            "S",
            DOTALL,
            "DOTALL",
            DOTALL,
            "X",
            64,
            "VERBOSE",
            64,
            "A",
            256,
            "ASCII",
            256);
    private static final Map<String, Integer> MORE_FLAGS =
            Map.of("U", 32, "UNICODE", 32, "L", 4, "LOCALE", 4, "DEBUG", 128);
    private static final Pattern NAMED = Pattern.compile("\\(\\?P(<([A-Za-z_]\\w*)>|=([A-Za-z_]\\w*)\\))");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(g<([^>]+)>|\\d{1,2}|.)", Pattern.DOTALL);

    private final Pattern pattern;
    private final Map<String, String> javaNames = new HashMap<>();

    private PythonPattern(String source, int flags) {
        int java = Pattern.UNIX_LINES;
        java |= (flags & IGNORECASE) != 0 ? Pattern.CASE_INSENSITIVE : 0;
        java |= (flags & MULTILINE) != 0 ? Pattern.MULTILINE : 0;
        java |= (flags & DOTALL) != 0 ? Pattern.DOTALL : 0;
        java |= (flags & 64) != 0 ? Pattern.COMMENTS : 0;
        try {
            this.pattern = Pattern.compile(translated(source), java);
        } catch (PatternSyntaxException broken) {
            throw new CommandExecutionException(broken.getDescription() + ": '" + source + "'");
        }
    }

    /** @throws CommandExecutionException if it is not a pattern */
    static PythonPattern compile(String source, int flags) {
        return new PythonPattern(source, flags);
    }

    /** The pattern over text that stands for bytes, see {@link #bytes(String)}. */
    static PythonPattern ofBytes(String source, int flags) {
        return new PythonPattern(bytes(source), flags);
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
            return names.stream().mapToInt(PythonPattern::flag).reduce(0, (one, other) -> one | other);
        }
        throw new CommandExecutionException(
                "Invalid re flags: \"" + PyText.str(given)
                        + "\", must be given either as a single flag string, a list of strings, as an integer, or as an re flag");
    }

    private static int flag(Object given) {
        String name = PyText.str(given).toUpperCase(Locale.ROOT);
        Integer flag = FLAGS.getOrDefault(name, MORE_FLAGS.get(name));
        if (flag == null) {
            throw new CommandExecutionException("Invalid re flag given: " + PyText.str(given));
        }
        return flag;
    }

    private String translated(String source) {
        String named = NAMED.matcher(source)
                .replaceAll(group -> Matcher.quoteReplacement(
                        group.group(2) != null
                                ? "(?<" + javaName(group.group(2)) + ">"
                                : "\\k<" + javaName(group.group(3)) + ">"));
        return named.replace("\\Z", "\\z");
    }

    /** Java's group names have no underscores. */
    private String javaName(String name) {
        return javaNames.computeIfAbsent(name, python -> "g" + javaNames.size() + python.replace("_", ""));
    }

    Matcher matcher(String text) {
        return pattern.matcher(text);
    }

    boolean finds(String text) {
        return matcher(text).find();
    }

    /** {@code re.match}. */
    boolean matchesStart(String text) {
        return matcher(text).lookingAt();
    }

    /** What {@code re.subn} answers. */
    record Replaced(String text, int count) {}

    /** @param replacement with {@code \1}, {@code \g<name>} and {@code \n} @param most how many to replace, 0 for all */
    Replaced replace(String text, String replacement, int most) {
        Matcher matcher = matcher(text);
        StringBuilder result = new StringBuilder();
        int count = 0;
        int end = 0;
        while ((most == 0 || count < most) && matcher.find()) {
            result.append(text, end, matcher.start()).append(expanded(replacement, matcher));
            end = matcher.end();
            count++;
        }
        return new Replaced(result.append(text, end, text.length()).toString(), count);
    }

    private String expanded(String replacement, Matcher match) {
        return ESCAPE.matcher(replacement)
                .replaceAll(escape -> Matcher.quoteReplacement(escaped(escape.group(1), escape.group(2), match)));
    }

    private String escaped(String escape, String group, Matcher match) {
        String reference = group != null ? group : Character.isDigit(escape.charAt(0)) ? escape : "";
        if (!reference.isEmpty()) {
            return reference(reference, match);
        }
        return switch (escape) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case "\\" -> "\\";
            default -> {
                if (Character.isLetter(escape.charAt(0))) {
                    throw new CommandExecutionException("bad escape \\" + escape + " at position 0");
                }
                yield "\\" + escape;
            }
        };
    }

    private String reference(String reference, Matcher match) {
        try {
            String found = Character.isDigit(reference.charAt(0))
                    ? match.group(Integer.parseInt(reference))
                    : match.group(javaNames.getOrDefault(reference, reference));
            return Optional.ofNullable(found).orElse("");
        } catch (IndexOutOfBoundsException | IllegalArgumentException unknown) {
            throw new CommandExecutionException("invalid group reference " + reference);
        }
    }
}
