package io.brine.modules.execution;

import io.brine.functions.InvocationException;
import java.util.ArrayList;
import java.util.List;

/** Words as a POSIX shell would take them apart, without expanding anything. Source: Python's {@code shlex} */
final class ShellWords {
    private static final String PLAIN = "[\\w@%+=:,./-]+";

    private ShellWords() {}

    /** @throws InvocationException if a quotation is not closed */
    static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        int at = 0;
        while (at < line.length()) {
            char each = line.charAt(at);
            if (Character.isWhitespace(each)) {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
                at++;
            } else {
                word = word == null ? new StringBuilder() : word;
                at = take(line, at, word);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    /** The text as one word of a shell command. */
    static String quote(String text) {
        return text.matches(PLAIN) ? text : "'" + text.replace("'", "'\"'\"'") + "'";
    }

    /** Takes one character, escape or quotation; returns where the next one begins. */
    private static int take(String line, int at, StringBuilder word) {
        char each = line.charAt(at);
        if (each == '\\') {
            if (at + 1 == line.length()) {
                throw new InvocationException("No escaped character");
            }
            word.append(line.charAt(at + 1));
            return at + 2;
        }
        if (each == '\'') {
            int close = line.indexOf('\'', at + 1);
            word.append(line, at + 1, closed(close));
            return close + 1;
        }
        if (each == '"') {
            return takeDoubleQuoted(line, at + 1, word);
        }
        word.append(each);
        return at + 1;
    }

    private static int takeDoubleQuoted(String line, int start, StringBuilder word) {
        int at = start;
        while (at < line.length() && line.charAt(at) != '"') {
            boolean isEscape = line.charAt(at) == '\\'
                    && at + 1 < line.length()
                    && (line.charAt(at + 1) == '"' || line.charAt(at + 1) == '\\');
            at += isEscape ? 1 : 0;
            word.append(line.charAt(at++));
        }
        return closed(at < line.length() ? at : -1) + 1;
    }

    private static int closed(int at) {
        if (at < 0) {
            throw new InvocationException("No closing quotation");
        }
        return at;
    }
}
