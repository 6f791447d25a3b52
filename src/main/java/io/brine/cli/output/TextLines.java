package io.brine.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Lines, blanks and widths as Python's {@code str} counts them: by code point, with all of Unicode's line ends. */
final class TextLines {
    private TextLines() {}

    /** {@code str.splitlines()}: no last empty line, ends cut off. */
    static List<String> split(String text) {
        return split(text, false);
    }

    /** {@code str.splitlines(keepends)}. */
    static List<String> split(String text, boolean keepEnds) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            if (!isLineEnd(text.charAt(at))) {
                at++;
                continue;
            }
            int end = at;
            at += text.startsWith("\r\n", at) ? 2 : 1;
            lines.add(text.substring(start, keepEnds ? at : end));
            start = at;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    private static boolean isLineEnd(char c) {
        return (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** {@code str.isspace()} of one character. */
    static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r')
                || (c >= 0x1c && c <= 0x20)
                || c == 0x85
                || c == 0xa0
                || Character.getType(c) == Character.SPACE_SEPARATOR
                || c == 0x2028
                || c == 0x2029;
    }

    /** {@code str.rstrip()}. */
    static String trimEnd(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** {@code str.lstrip()}. */
    static String trimStart(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    /** {@code str.strip()}. */
    static String trim(String text) {
        return trimStart(trimEnd(text));
    }

    /** {@code len(text)}. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** {@code text.rjust(width)}. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - length(text))) + text;
    }

    /** {@code text.ljust(width)}. */
    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - length(text)));
    }

    /** {@code text.center(width)}, with CPython's choice of the side that gets the odd blank. */
    static String center(String text, int width) {
        int margin = Math.max(0, width - length(text));
        int before = margin / 2 + (margin & width & 1);
        return " ".repeat(before) + text + " ".repeat(margin - before);
    }

    /** Escape characters shown as {@code ?}, so that data cannot steer the terminal. Source: salt/output strip_esc_sequence. */
    static String defused(String text) {
        return text.replace('\033', '?');
    }
}
