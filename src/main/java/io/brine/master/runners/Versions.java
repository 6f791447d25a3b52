package io.brine.master.runners;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of Salt compared by their numbers. */
final class Versions {
    /** The release of Salt whose behaviour Brine has. */
    static final String SALT = "3006.0";

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Versions() {}

    /** Salt's words in {@code manage.versions}. */
    static String label(String minion, String master) {
        int order = compare(minion, master);
        return order < 0 ? "Minion requires update" : order > 0 ? "Minion newer than master" : "Up to date";
    }

    static int compare(String one, String other) {
        Matcher ones = NUMBER.matcher(one);
        Matcher others = NUMBER.matcher(other);
        while (true) {
            boolean more = ones.find();
            boolean otherMore = others.find();
            if (!more && !otherMore) {
                return 0;
            }
            long left = more ? Long.parseLong(ones.group()) : 0;
            long right = otherMore ? Long.parseLong(others.group()) : 0;
            if (left != right) {
                return Long.compare(left, right);
            }
        }
    }
}
