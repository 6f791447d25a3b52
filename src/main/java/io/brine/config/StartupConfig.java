package io.brine.config;

import java.util.List;

/**
 * What a minion does once it is connected.
 * @param states {@code startup_states}: highstate, sls, top or ""
 * @param slsList {@code sls_list}
 * @param topFile {@code top_file}
 * @param eventGrains {@code start_event_grains}: grains in the start event
 * @param legacyEvents {@code enable_legacy_startup_events}: also fire {@code minion_start}
 */
public record StartupConfig(
        String states, List<String> slsList, String topFile, List<String> eventGrains, boolean legacyEvents) {
    static StartupConfig from(Options options) {
        return new StartupConfig(
                options.text("startup_states"),
                options.texts("sls_list"),
                options.text("top_file"),
                options.texts("start_event_grains"),
                options.flag("enable_legacy_startup_events"));
    }
}
