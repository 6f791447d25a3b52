package io.brine.access;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The two ways Salt compares a name with a rule. A pattern that is no regular expression matches nothing that way. */
final class Patterns {
    private Patterns() {}

    /** A regular expression from the start of the text, not to its end: {@code test} allows {@code testing.x} (PROTOCOL 6.5). */
    static boolean startsLike(String regex, String text) {
        try {
            return Pattern.compile(regex).matcher(text).lookingAt();
        } catch (PatternSyntaxException notARegex) {
            return false;
        }
    }

    /** Exact, glob or whole regular expression. Source: 3006.0 utils/stringutils.py expr_match. */
    static boolean isLike(String expression, String text) {
        return expression.equals(text) || globs(expression, text) || isWholly(expression, text);
    }

    private static boolean isWholly(String regex, String text) {
        try {
            return Pattern.compile(regex).matcher(text).matches();
        } catch (PatternSyntaxException notARegex) {
            return false;
        }
    }

    private static boolean globs(String glob, String text) {
        StringBuilder regex = new StringBuilder();
        for (char symbol : glob.toCharArray()) {
            regex.append(
                    switch (symbol) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(symbol));
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
