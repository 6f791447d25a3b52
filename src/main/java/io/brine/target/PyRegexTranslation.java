package io.brine.target;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One pattern of Python's {@code re} in Java's notation: names of groups, {@code \Z}, comments, literal braces, brackets in
 * sets, and the escapes that mean something else. What Python refuses is refused.
 */
final class PyRegexTranslation {
    private static final Pattern REPEAT = Pattern.compile("\\{(\\d*)(,?)(\\d*)}");
    private static final Pattern NAMED = Pattern.compile("\\(\\?P<([A-Za-z_]\\w*)>");
    private static final Pattern SAME_AGAIN = Pattern.compile("\\(\\?P=(\\w+)\\)");
    private static final Pattern FLAGS = Pattern.compile("\\(\\?([aiLmsux]*)(?:-([imsx]+))?([:)])");

    private final String python;
    private final StringBuilder java = new StringBuilder();
    private final Map<String, String> groups = new HashMap<>();
    private int at;

    PyRegexTranslation(String python) {
        this.python = python;
    }

    /** @throws PatternSyntaxException for what only Java or nobody understands */
    String java() {
        while (at < python.length()) {
            switch (python.charAt(at)) {
                case '\\' -> escape(false);
                case '[' -> set();
                case '(' -> group();
                case '{' -> brace();
                case '}', ']' -> literal();
                default -> java.append(python.charAt(at++));
            }
        }
        return java.toString();
    }

    /** The names of groups in Python's pattern, to those in Java's. */
    Map<String, String> groups() {
        return Map.copyOf(groups);
    }

    private void literal() {
        java.append('\\').append(python.charAt(at++));
    }

    /** {@code {m}}, {@code {m,n}}, {@code {m,}} and {@code {,n}} repeat; any other brace is a letter. */
    private void brace() {
        Matcher repeat = REPEAT.matcher(python).region(at, python.length());
        boolean repeats = repeat.lookingAt()
                && !(repeat.group(1).isEmpty() && repeat.group(3).isEmpty());
        if (!repeats) {
            literal();
            return;
        }
        String least = repeat.group(1).isEmpty() ? "0" : repeat.group(1);
        java.append('{')
                .append(least)
                .append(repeat.group(2))
                .append(repeat.group(3))
                .append('}');
        at = repeat.end();
    }

    private void group() {
        if (!python.startsWith("(?", at)) {
            java.append('(');
            at++;
        } else if (python.startsWith("(?#", at)) {
            int end = python.indexOf(')', at);
            at = end < 0 ? refuse("comment without end") : end + 1;
        } else if (!named() && !sameAgain() && !flags()) {
            look();
        }
    }

    private boolean named() {
        Matcher named = NAMED.matcher(python).region(at, python.length());
        if (!named.lookingAt()) {
            return false;
        }
        String alias = "g" + groups.size();
        if (groups.put(named.group(1), alias) != null) {
            refuse("group named twice");
        }
        java.append("(?<").append(alias).append('>');
        at = named.end();
        return true;
    }

    private boolean sameAgain() {
        Matcher again = SAME_AGAIN.matcher(python).region(at, python.length());
        if (!again.lookingAt()) {
            return false;
        }
        String alias = groups.get(again.group(1));
        if (alias == null) {
            refuse("unknown group");
        }
        java.append("\\k<").append(alias).append('>');
        at = again.end();
        return true;
    }

    /** {@code a} is Java's not-{@code U}, {@code u} is what is meant anyway, {@code L} is only for bytes. */
    private boolean flags() {
        Matcher flags = FLAGS.matcher(python).region(at, python.length());
        if (!flags.lookingAt() || flags.group(1).contains("L")) {
            return false;
        }
        String off = flags.group(2) == null ? "" : flags.group(2);
        if (flags.group(1).contains("a")) {
            off += "U";
        }
        java.append("(?").append(flags.group(1).replaceAll("[au]", ""));
        java.append(off.isEmpty() ? "" : "-" + off).append(flags.group(3));
        at = flags.end();
        return true;
    }

    private void look() {
        for (String start : new String[] {"(?=", "(?!", "(?<=", "(?<!", "(?>"}) {
            if (python.startsWith(start, at)) {
                java.append(start);
                at += start.length();
                return;
            }
        }
        refuse("unknown extension");
    }

    private void set() {
        java.append(python.charAt(at++));
        if (at < python.length() && python.charAt(at) == '^') {
            java.append(python.charAt(at++));
        }
        boolean first = true;
        while (at < python.length() && (first || python.charAt(at) != ']')) {
            first = false;
            char next = python.charAt(at);
            if (next == '\\') {
                escape(true);
            } else if ("[]&^# \t\n".indexOf(next) >= 0) {
                literal();
            } else {
                java.append(next);
                at++;
            }
        }
        if (at >= python.length()) {
            refuse("set without end");
        }
        java.append(python.charAt(at++));
    }

    private void escape(boolean inSet) {
        if (at + 1 >= python.length()) {
            refuse("ends with a backslash");
        }
        char escaped = python.charAt(at + 1);
        if (Character.isDigit(escaped)) {
            digits(inSet);
            return;
        }
        switch (escaped) {
            case 'Z' -> takeTwo(inSet ? refusal("no such escape in a set") : "\\z");
            case 'v' -> takeTwo("\\x0B");
            case 'b' -> takeTwo(inSet ? "\\x08" : "\\b");
            case 'A', 'B' -> takeTwo(inSet ? refusal("no such escape in a set") : "\\" + escaped);
            case 'd', 'D', 's', 'S', 'w', 'W', 'a', 'f', 'n', 'r', 't' -> takeTwo("\\" + escaped);
            case 'x' -> code(2);
            case 'u' -> code(4);
            case 'U' -> code(8);
            default -> {
                if (Character.isLetter(escaped) && escaped < 128) {
                    refuse("unknown escape");
                }
                takeTwo((escaped < 128 ? "\\" : "") + escaped);
            }
        }
    }

    private void takeTwo(String meaning) {
        java.append(meaning);
        at += 2;
    }

    private void code(int digits) {
        int end = at + 2 + digits;
        String hex = end <= python.length() ? python.substring(at + 2, end) : "";
        if (!hex.matches("[0-9A-Fa-f]+")) {
            refuse("incomplete escape");
        }
        java.append("\\x{").append(hex).append('}');
        at = end;
    }

    /** {@code \0}, {@code \012} and three octal digits are a letter, else the number of a group. */
    private void digits(boolean inSet) {
        Matcher octal = Pattern.compile("\\\\(0[0-7]{0,2}|[0-3][0-7]{2})")
                .matcher(python)
                .region(at, python.length());
        if (octal.lookingAt()) {
            java.append("\\x{")
                    .append(Integer.toHexString(Integer.parseInt(octal.group(1), 8)))
                    .append('}');
            at = octal.end();
            return;
        }
        if (inSet) {
            refuse("group in a set");
        }
        Matcher group = Pattern.compile("\\\\([1-9]\\d?)").matcher(python).region(at, python.length());
        if (!group.lookingAt()) {
            refuse("no such group");
        }
        java.append("(?:").append(group.group()).append(')');
        at = group.end();
    }

    private int refuse(String why) {
        throw new PatternSyntaxException(why, python, at);
    }

    private String refusal(String why) {
        throw new PatternSyntaxException(why, python, at);
    }
}
