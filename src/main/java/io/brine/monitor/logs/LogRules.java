package io.brine.monitor.logs;

import io.brine.config.LogsConfig;
import io.brine.data.Trees;
import io.brine.data.Yaml;
import io.brine.monitor.logs.LogRule.Reaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where rules come from: the configuration's own first, then the catalogue of known lines. */
public final class LogRules {
    private static final String CATALOGUE = "catalogue.yaml";

    private LogRules() {}

    /** The first that matches a line decides, so one's own rules overrule the catalogue. */
    public static List<LogRule> of(LogsConfig config) {
        List<LogRule> rules = new ArrayList<>();
        config.mute().forEach(pattern -> rules.add(muted(pattern)));
        config.rules().forEach(rule -> rules.add(of(rule)));
        if (config.catalogue()) {
            rules.addAll(catalogue());
        }
        return List.copyOf(rules);
    }

    private static LogRule muted(Pattern pattern) {
        return new LogRule(
                "muted",
                pattern,
                "",
                LogLevel.TRACE,
                1,
                Duration.ZERO,
                Duration.ZERO,
                Reaction.MUTE,
                "muted by the configuration");
    }

    private static LogRule of(LogsConfig.Rule rule) {
        return new LogRule(
                rule.name(),
                rule.pattern(),
                rule.side(),
                LogLevel.of(rule.least()).orElseThrow(),
                rule.rate(),
                rule.per(),
                rule.within(),
                Reaction.of(rule.react()).orElseThrow(),
                rule.meaning().isEmpty() ? rule.name() : rule.meaning());
    }

    static List<LogRule> catalogue() {
        try (InputStream in = LogRules.class.getResourceAsStream(CATALOGUE)) {
            List<LogRule> rules = new ArrayList<>();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Object one : (List<?>) Yaml.load(text)) {
                rules.add(known(Trees.fields(one)));
            }
            return rules;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(CATALOGUE, unreadable);
        }
    }

    private static LogRule known(Map<String, Object> fields) {
        return new LogRule(
                Trees.text(fields.get("name")),
                Pattern.compile(Trees.text(fields.get("pattern"))),
                Trees.text(fields.getOrDefault("side", "")),
                LogLevel.of(Trees.text(fields.getOrDefault("least", "warning"))).orElseThrow(),
                ((Number) fields.getOrDefault("rate", 1L)).intValue(),
                Duration.ofSeconds(((Number) fields.getOrDefault("per", 0L)).longValue()),
                Duration.ZERO,
                Reaction.of(Trees.text(fields.get("react"))).orElseThrow(),
                Trees.text(fields.get("meaning")));
    }
}
