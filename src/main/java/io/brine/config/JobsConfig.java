package io.brine.config;

/**
 * What a master remembers of jobs and minions.
 * @param jobCache {@code job_cache}, true
 * @param keepJobsSeconds {@code keep_jobs_seconds}, 86400; also from {@code keep_jobs} hours; 0 = forever
 * @param maxBytes {@code job_cache_max_bytes}, 0 = no bound: the oldest jobs are forgotten when the database is larger; ours
 * @param masterJobCache {@code master_job_cache}, local_cache
 * @param extJobCache {@code ext_job_cache}
 * @param uniqueJid {@code unique_jid}: a process number after the time
 * @param minionDataCache {@code minion_data_cache}, true
 * @param minionDataCacheEvents {@code minion_data_cache_events}, true
 * @param enforceMineCache {@code enforce_mine_cache}
 * @param loopIntervalSeconds {@code loop_interval}, 60: period of the maintenance
 */
public record JobsConfig(
        boolean jobCache,
        long keepJobsSeconds,
        long maxBytes,
        String masterJobCache,
        String extJobCache,
        boolean uniqueJid,
        boolean minionDataCache,
        boolean minionDataCacheEvents,
        boolean enforceMineCache,
        double loopIntervalSeconds) {

    static JobsConfig from(Options options) {
        return new JobsConfig(
                options.flag("job_cache"),
                options.wholeNumber("keep_jobs_seconds"),
                options.wholeNumber("job_cache_max_bytes"),
                options.text("master_job_cache"),
                options.text("ext_job_cache"),
                options.flag("unique_jid"),
                options.flag("minion_data_cache"),
                options.flag("minion_data_cache_events"),
                options.flag("enforce_mine_cache"),
                options.number("loop_interval"));
    }
}
