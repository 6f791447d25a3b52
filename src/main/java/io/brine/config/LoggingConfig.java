package io.brine.config;

import java.util.Map;

/**
 * What is logged where. Levels are Salt's words: all, garbage, trace, debug, profile, info, warning, error, critical, quiet.
 * @param level {@code log_level}, warning: the console
 * @param levelLogfile {@code log_level_logfile}, else as the console
 * @param file {@code log_file}: a path, or a URL such as {@code file:///dev/log}
 * @param granularLevels {@code log_granular_levels}: logger to level
 */
public record LoggingConfig(
        String level,
        String levelLogfile,
        String file,
        String fmtConsole,
        String fmtLogfile,
        String datefmt,
        String datefmtLogfile,
        Map<String, Object> granularLevels,
        long rotateMaxBytes,
        int rotateBackupCount) {

    static LoggingConfig from(Options options) {
        return new LoggingConfig(
                options.text("log_level"),
                options.maybeText("log_level_logfile").orElse(options.text("log_level")),
                options.text("log_file"),
                options.text("log_fmt_console"),
                options.text("log_fmt_logfile"),
                options.text("log_datefmt"),
                options.text("log_datefmt_logfile"),
                options.map("log_granular_levels"),
                options.wholeNumber("log_rotate_max_bytes"),
                options.integer("log_rotate_backup_count"));
    }
}
