package io.brine.target;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A shell pattern as Python's {@code fnmatch.fnmatchcase}: {@code *}, {@code ?}, {@code [seq]}, {@code [!seq]}, always over
 * the whole text. A {@code [} without its end is a letter. Matching takes at most pattern times text steps.
 */
public final class Fnmatch {
    private static final IntPredicate STAR = point -> true;

    private final String pattern;
    private final List<IntPredicate> parts = new ArrayList<>();
    private final boolean literal;

    private Fnmatch(String pattern) {
        this.pattern = pattern;
        int[] points = pattern.codePoints().toArray();
        boolean onlyLetters = true;
        int at = 0;
        while (at < points.length) {
            int point = points[at++];
            int close = point == '[' ? closing(points, at) : -1;
            if (point == '*') {
                parts.add(STAR);
            } else if (point == '?') {
                parts.add(any -> true);
            } else if (close > 0) {
                parts.add(set(points, at, close));
                at = close + 1;
            } else {
                parts.add(other -> other == point);
                continue;
            }
            onlyLetters = false;
        }
        this.literal = onlyLetters;
    }

    public static Fnmatch compile(String pattern) {
        return new Fnmatch(pattern);
    }

    /** For a pattern that is used once. */
    public static boolean matches(String pattern, String text) {
        return compile(pattern).matches(text);
    }

    /** Whether the text contains anything but letters that stand for themselves. Source: glob.has_magic. */
    public static boolean hasMagic(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
    }

    /** A pattern that this text alone fits. Source: glob.escape. */
    public static String escape(String text) {
        return text.replaceAll("[*?\\[]", "[$0]");
    }

    public boolean matches(String text) {
        return literal ? pattern.equals(text) : matches(text.codePoints().toArray());
    }

    /** On a mismatch the last star takes one more letter; earlier stars never need to be tried again. */
    private boolean matches(int[] text) {
        int part = 0;
        int at = 0;
        int star = -1;
        int starAt = 0;
        while (at < text.length) {
            if (part < parts.size() && parts.get(part) == STAR) {
                star = part++;
                starAt = at;
            } else if (part < parts.size() && parts.get(part).test(text[at])) {
                part++;
                at++;
            } else if (star >= 0) {
                part = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (part < parts.size() && parts.get(part) == STAR) {
            part++;
        }
        return part == parts.size();
    }

    /** The place of the bracket that ends the set, -1 if there is none; one directly after {@code [} or {@code [!} is a letter. */
    private static int closing(int[] points, int from) {
        int at = from;
        if (at < points.length && points[at] == '!') {
            at++;
        }
        if (at < points.length && points[at] == ']') {
            at++;
        }
        while (at < points.length && points[at] != ']') {
            at++;
        }
        return at < points.length ? at : -1;
    }

    private static IntPredicate set(int[] points, int from, int close) {
        boolean negated = points[from] == '!';
        int at = negated ? from + 1 : from;
        IntPredicate members = none -> false;
        while (at < close) {
            int low = points[at];
            boolean range = at + 2 < close && points[at + 1] == '-';
            int high = range ? points[at + 2] : low;
            members = members.or(point -> point >= low && point <= high);
            at += range ? 3 : 1;
        }
        return negated ? members.negate() : members;
    }

    @Override
    public String toString() {
        return pattern;
    }
}
