package io.brine.access;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The two ways Salt compares a name with a rule. A pattern that is no regular expression matches nothing that way. */
final class Patterns {
    private Patterns() {}

    /** Exact, glob or whole regular expression. Source: 3006.0 utils/stringutils.py expr_match. */
    static boolean isLike(String expression, String text) {
        return expression.equals(text) || globs(expression, text) || isWholly(expression, text);
    }

    /** A regular expression over all of the text. */
    static boolean isWholly(String regex, String text) {
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
