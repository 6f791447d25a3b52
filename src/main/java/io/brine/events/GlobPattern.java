package io.brine.events;

import java.util.regex.Pattern;

/** Python's fnmatch as a regular expression. */
final class GlobPattern {
    private GlobPattern() {}

    static Pattern compile(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char symbol = glob.charAt(at);
            int close = symbol == '[' ? closingBracket(glob, at) : -1;
            if (symbol == '*') {
                regex.append(".*");
            } else if (symbol == '?') {
                regex.append('.');
            } else if (close > 0) {
                regex.append(bracket(glob.substring(at + 1, close)));
                at = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(symbol)));
            }
            at++;
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** A bracket directly after the opening one, or after its {@code !}, is an ordinary character. */
    private static int closingBracket(String glob, int open) {
        int from = open + 1;
        if (from < glob.length() && glob.charAt(from) == '!') {
            from++;
        }
        return glob.indexOf(']', from + 1);
    }

    private static String bracket(String inner) {
        String quoted = inner.replace("\\", "\\\\").replace("[", "\\[").replace("&&", "&\\&");
        return quoted.startsWith("!")
                ? "[^" + quoted.substring(1) + "]"
                : "[" + quoted.replaceFirst("^\\^", "\\\\^") + "]";
    }
}
