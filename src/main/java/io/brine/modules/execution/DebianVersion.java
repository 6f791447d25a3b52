package io.brine.modules.execution;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version {@code epoch:upstream-revision}, ordered as Debian Policy 5.6.12 says. */
record DebianVersion(long epoch, String upstream, String revision) implements Comparable<DebianVersion> {
    private static final Pattern PARTS = Pattern.compile("(?:(\\d{1,18}):)?(.*?)(?:-([^-]*))?");

    static DebianVersion parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return new DebianVersion(0, text, "");
        }
        long epoch = parts.group(1) == null ? 0 : Long.parseLong(parts.group(1));
        return new DebianVersion(epoch, parts.group(2), parts.group(3) == null ? "" : parts.group(3));
    }

    DebianVersion withoutEpoch() {
        return new DebianVersion(0, upstream, revision);
    }

    @Override
    public int compareTo(DebianVersion other) {
        if (epoch != other.epoch) {
            return Long.compare(epoch, other.epoch);
        }
        int byUpstream = compare(upstream, other.upstream);
        return byUpstream != 0 ? byUpstream : compare(revision, other.revision);
    }

    /** Text and numbers by turns. */
    private static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            while (isLetter(a, i) || isLetter(b, j)) {
                int difference = weight(a, i) - weight(b, j);
                if (difference != 0) {
                    return Integer.signum(difference);
                }
                i++;
                j++;
            }
            String first = digits(a, i);
            String second = digits(b, j);
            i += first.length();
            j += second.length();
            int byNumber = compareNumbers(first.replaceFirst("^0+", ""), second.replaceFirst("^0+", ""));
            if (byNumber != 0) {
                return byNumber;
            }
        }
        return 0;
    }

    private static int compareNumbers(String a, String b) {
        return Integer.signum(a.length() != b.length() ? a.length() - b.length() : a.compareTo(b));
    }

    private static boolean isLetter(String text, int at) {
        return at < text.length() && !Character.isDigit(text.charAt(at));
    }

    /** A tilde sorts before the end, letters before other signs. */
    private static int weight(String text, int at) {
        if (at >= text.length() || Character.isDigit(text.charAt(at))) {
            return 0;
        }
        char c = text.charAt(at);
        return c == '~' ? -1 : Character.isLetter(c) ? c : c + 256;
    }

    private static String digits(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return from >= text.length() ? "" : text.substring(from, end);
    }
}
