package io.brine.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which logs are read and what in them means something: {@code mon:logs}.
 *
 * @param enabled {@code enabled}, true: the master's own log at least
 * @param files {@code files}: log files of minions and masters on this host, in Salt's format
 * @param journald {@code journald}: units of this host whose journal is read
 * @param journalctl {@code journalctl}: the command for that
 * @param catalogue {@code catalogue}, true: known lines of Salt and Brine have rules already
 * @param newFrom {@code new_from}, error: of this level or worse, lines nobody has seen before are told
 * @param rules {@code rules}
 * @param mute {@code mute}: patterns of lines that are not looked at
 */
public record LogsConfig(
        boolean enabled,
        List<FileOf> files,
        List<String> journald,
        String journalctl,
        boolean catalogue,
        String newFrom,
        List<Rule> rules,
        List<Pattern> mute) {
    private static final List<String> LEVELS = List.of("trace", "debug", "info", "warning", "error", "critical");
    private static final List<String> REACTIONS = List.of("mute", "count", "degraded", "security", "page");
    private static final List<String> SIDES = List.of("", "master", "minion");

    /** @param side of the daemon that writes it: master or minion */
    public record FileOf(Path path, String side) {}

    /**
     * @param side {@code side}: master or minion; empty for both
     * @param least {@code least}, warning: the mildest level it looks at
     * @param rate {@code rate}, 1: lines within {@code per} seconds until it counts
     * @param within {@code within}, 0 seconds: the line must come at least so often, else that counts
     * @param react {@code react}, degraded: mute, count, degraded, security, page
     */
    public record Rule(
            String name,
            Pattern pattern,
            String side,
            String least,
            int rate,
            Duration per,
            Duration within,
            String react,
            String meaning) {}

    static LogsConfig from(OptionBlock logs) {
        LogsConfig read = new LogsConfig(
                logs.flag("enabled", true),
                files(logs),
                logs.texts("journald", List.of()),
                logs.text("journalctl", "journalctl"),
                logs.flag("catalogue", true),
                logs.word("new_from", "error", LEVELS),
                logs.blocks("rules").stream().map(LogsConfig::rule).toList(),
                mute(logs));
        logs.finish();
        return read;
    }

    private static List<Pattern> mute(OptionBlock logs) {
        List<Pattern> mute = new ArrayList<>();
        for (String text : logs.texts("mute", List.of())) {
            mute.add(pattern(logs, logs.place("mute", mute.size()), text));
        }
        return mute;
    }

    /** A path alone is a minion's; {@code {path: ..., side: master}} says otherwise. */
    private static List<FileOf> files(OptionBlock logs) {
        List<FileOf> files = new ArrayList<>();
        for (Object one : logs.items("files")) {
            Object path = one instanceof Map<?, ?> map ? map.get("path") : one;
            Object side = one instanceof Map<?, ?> map && map.get("side") != null ? map.get("side") : "minion";
            if (!(path instanceof String text) || !Path.of(text).isAbsolute()) {
                throw logs.refused(
                        logs.place("files", files.size()),
                        "must be an absolute path, or a map of path and side; is " + one);
            }
            if (!SIDES.contains(String.valueOf(side))) {
                throw logs.refused(
                        logs.place("files", files.size()), "has a side that is neither master nor minion: " + side);
            }
            files.add(new FileOf(Path.of(text), String.valueOf(side)));
        }
        return files;
    }

    private static Rule rule(OptionBlock block) {
        String text = block.text("pattern", "");
        if (text.isEmpty()) {
            throw block.refused("pattern", "is missing: every rule has one");
        }
        int rate = block.whole("rate", 1, 1, 1_000_000);
        double per = block.number("per", rate > 1 ? 60 : 0, 0, 604_800);
        Rule read = new Rule(
                block.text("name", text),
                pattern(block, "pattern", text),
                block.word("side", "", SIDES),
                block.word("least", "warning", LEVELS),
                rate,
                Duration.ofMillis((long) (per * 1000)),
                Duration.ofMillis((long) (block.number("within", 0, 0, 604_800) * 1000)),
                block.word("react", "degraded", REACTIONS),
                block.text("meaning", ""));
        block.finish();
        return read;
    }

    private static Pattern pattern(OptionBlock block, String name, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw block.refused(name, "is no pattern: " + wrong.getDescription() + " in " + text);
        }
    }
}
