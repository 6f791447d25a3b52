package io.brine.functions;

import java.util.regex.Pattern;

/** Globs over function names: {@code *}, {@code ?}, {@code [set]} and {@code [!set]}, as Python's {@code fnmatch}. */
public final class Fnmatch {
    private Fnmatch() {}

    public static boolean matches(String glob, String name) {
        return Pattern.compile(regex(glob), Pattern.DOTALL).matcher(name).matches();
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char each = glob.charAt(at);
            int close = each == '[' ? glob.indexOf(']', at + 2) : -1;
            if (close > 0) {
                String set = glob.substring(at + 1, close).replaceAll("[\\\\\\[&^]", "\\\\$0");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                at = close;
            } else if (each == '*') {
                regex.append(".*");
            } else if (each == '?') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(each)));
            }
            at++;
        }
        return regex.toString();
    }
}
