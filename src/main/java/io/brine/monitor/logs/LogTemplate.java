package io.brine.monitor.logs;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A line without what differs each time: {@code Authentication attempt from web-204.fra failed} and the same from another minion
 * are one template. What looks like a secret goes first, so that none is ever kept.
 */
final class LogTemplate {
    static final String ANY = "<*>";
    private static final int LONGEST = 300;
    /** In quotes, or up to what ends it in a dictionary. */
    private static final String VALUE = "(?:'[^']*'|\"[^\"]*\"|[\"']?[^\\s\"',}\\]]+)";
    /** Group 1 stays, then comes a secret, then group 2. */
    private static final List<Pattern> SECRETS = List.of(
            // Authorization: Bearer eyJ...
            Pattern.compile(
                    "(?i)(authorization[\"']?\\s*[=:]\\s*[\"']?(?:(?:bearer|basic|digest|negotiate|token)\\s+)?)"
                            + "[^\\s\"',}]+()"),
            // without the header's name only what looks like a token, as "basic authentication" is none
            Pattern.compile("\\b((?i:bearer|basic)\\s+)(?=\\S{0,200}?(?:[0-9=]|[a-z][A-Z]))[\\w.~+/=-]{8,}()"),
            // password=hunter2, 'token': 'x', secret_key: y
            Pattern.compile(
                    "(?i)((?:pass(?:word|wd|phrase)?|secret|token|(?:api|access|secret)[_-]?key)[\"']?\\s*[=:]\\s*)"
                            + VALUE + "()"),
            // --password hunter2, --db-pass 'x y', '--token', 'x'; the name of a file is none
            Pattern.compile(
                    "(?i)((?<![\\w-])--?(?:\\w{1,20}-){0,4}(?:pass|secret|token|api-?key)(?!\\S{0,40}file)[\\w-]{0,20}"
                            + "[\"']?,?\\s+)(?!-)" + VALUE + "()"),
            // -p hunter2, but neither a port nor a path
            Pattern.compile("((?<![\\w-])-p[\"']?,?\\s+[\"']?)(?![/~.-]|\\d{1,5}(?!\\w))[^\\s\"',}\\]]+()"),
            // mysql://root:hunter2@db, https://long-token@host
            Pattern.compile("(://[^\\s/:@\"']{0,100}:)[^\\s/\"']+(@)"),
            Pattern.compile("(://)[^\\s/:@\"']{20,}(@)"));

    private static final Pattern KEY_TEXT = Pattern.compile("-----BEGIN [^-]+-----.*", Pattern.DOTALL);
    private static final Pattern LONG_HEX = Pattern.compile("\\b[0-9a-fA-F]{32,}\\b");

    /** The order matters: the larger thing goes before what it is made of. */
    private static final Pattern VARIES = Pattern.compile(String.join(
            "|",
            "\\b\\w+://\\S+", // addresses
            "(?<![\\w.])/[^\\s'\",;:()\\[\\]]+", // paths
            "\\b(?:\\d{1,3}\\.){3}\\d{1,3}(?::\\d+)?\\b", // IPv4
            "\\b(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{0,4}\\b", // IPv6
            "'[^']*'|\"[^\"]*\"|`[^`]*`", // whatever was quoted
            "\\b(?=[\\w.-]*\\d)[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)+\\b", // names of hosts and versions, which have
            // digits
            "\\b0x[0-9a-fA-F]+\\b|\\b[0-9a-fA-F]{8,}\\b", // hexadecimal
            "[-+]?\\b\\d+(?:\\.\\d+)?\\b"));
    /** Who a minion is, where Salt names it without quotes; behind {@code of} and {@code for} only what has a digit. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)\\b((?:minion|from|id|user)\\s+)(?!<|was\\b|is\\b|has\\b|to\\b|the\\b|failed\\b|an?\\b)[\\w][\\w.@-]*"
                    + "|\\b((?:of|for)\\s+)(?=[\\w.@-]*\\d)[\\w][\\w.@-]*");

    private LogTemplate() {}

    /** At most 300 characters. */
    static String of(String text) {
        String varied = VARIES.matcher(masked(text)).replaceAll(ANY);
        String named = NAMED.matcher(varied).replaceAll(found -> start(found) + ANY);
        return cut(named.replaceAll("\\s+", " ").strip());
    }

    private static String start(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    /** The line without secrets and in one line, at most 300 characters. */
    static String masked(String text) {
        String one = KEY_TEXT.matcher(text).replaceAll("***");
        for (Pattern secret : SECRETS) {
            one = secret.matcher(one).replaceAll("$1***$2");
        }
        one = LONG_HEX.matcher(one).replaceAll("***");
        return cut(one.replaceAll("\\p{Cntrl}+", " "));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
