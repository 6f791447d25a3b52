package io.brine.config;

import java.util.Map;

/**
 * What a minion puts into the mine.
 * @param functions {@code mine_functions}: name to arguments, as written
 * @param enabled {@code mine_enabled}, true
 * @param intervalMinutes {@code mine_interval}, 60
 * @param returnJob {@code mine_return_job}: the update is kept as a job
 */
public record MineConfig(Map<String, Object> functions, boolean enabled, double intervalMinutes, boolean returnJob) {
    static MineConfig from(Options options) {
        return new MineConfig(
                options.map("mine_functions"),
                options.flag("mine_enabled"),
                options.number("mine_interval"),
                options.flag("mine_return_job"));
    }
}
