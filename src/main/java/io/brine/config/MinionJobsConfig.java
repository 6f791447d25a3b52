package io.brine.config;

import java.util.List;
import java.util.Map;

/**
 * How a minion runs jobs, and which it refuses.
 * @param processCountMax {@code process_count_max}; -1 = any number at once
 * @param jidQueueHwm {@code minion_jid_queue_hwm}, 100: job ids remembered against repeats
 * @param cacheJobs {@code cache_jobs}
 * @param returners {@code return}: comma separated
 * @param disableModules {@code disable_modules}
 * @param whitelistModules {@code whitelist_modules}
 * @param disableReturners {@code disable_returners}
 * @param cmdBlacklistGlob {@code cmd_blacklist_glob}
 * @param cmdWhitelistGlob {@code cmd_whitelist_glob}
 * @param multifuncOrdered {@code multifunc_ordered}
 * @param schedule {@code schedule}, as written
 * @param beacons {@code beacons}, as written
 */
public record MinionJobsConfig(
        int processCountMax,
        int jidQueueHwm,
        boolean cacheJobs,
        String returners,
        List<String> disableModules,
        List<String> whitelistModules,
        List<String> disableReturners,
        List<String> cmdBlacklistGlob,
        List<String> cmdWhitelistGlob,
        boolean multifuncOrdered,
        Map<String, Object> schedule,
        Map<String, Object> beacons) {

    static MinionJobsConfig from(Options options) {
        return new MinionJobsConfig(
                options.integer("process_count_max"),
                options.integer("minion_jid_queue_hwm"),
                options.flag("cache_jobs"),
                options.text("return"),
                options.texts("disable_modules"),
                options.texts("whitelist_modules"),
                options.texts("disable_returners"),
                options.texts("cmd_blacklist_glob"),
                options.texts("cmd_whitelist_glob"),
                options.flag("multifunc_ordered"),
                options.map("schedule"),
                options.map("beacons"));
    }
}
