package io.brine.config;

import java.util.List;
import java.util.Map;

/**
 * What is configured about grains.
 * @param grains {@code grains}: set by the user
 * @param deepMerge {@code grains_deep_merge}
 * @param blacklist {@code grains_blacklist}: patterns of names that are left out
 * @param cache {@code grains_cache}
 * @param cacheExpirationSeconds {@code grains_cache_expiration}, 300
 * @param refreshEveryMinutes {@code grains_refresh_every}; 0 = never
 * @param fqdns {@code enable_fqdns_grains}
 * @param gpu {@code enable_gpu_grains}
 */
public record GrainsConfig(
        Map<String, Object> grains,
        boolean deepMerge,
        List<String> blacklist,
        boolean cache,
        int cacheExpirationSeconds,
        int refreshEveryMinutes,
        boolean fqdns,
        boolean gpu) {

    static GrainsConfig from(Options options) {
        return new GrainsConfig(
                options.map("grains"),
                options.flag("grains_deep_merge"),
                options.texts("grains_blacklist"),
                options.flag("grains_cache"),
                options.integer("grains_cache_expiration"),
                options.integer("grains_refresh_every"),
                options.flag("enable_fqdns_grains"),
                options.flag("enable_gpu_grains"));
    }
}
