package io.brine.grains;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the minion's configuration says about grains.
 *
 * @param id the minion's id
 * @param master option {@code master}: text or a list
 * @param appendDomain option {@code append_domain}, absent if it is not set
 * @param serverIdChecksum option {@code server_id_use_crc}: {@code adler32} or {@code crc32}, empty for Python's hash
 * @param probes the optional sources that are switched on
 */
public record GrainsSettings(
        String id,
        Object master,
        Optional<Object> appendDomain,
        String serverIdChecksum,
        Set<Probe> probes,
        Fixed fixed,
        Cache cache) {

    /** Sources that can be switched on and off. */
    public enum Probe {
        LSPCI("enable_lspci", true),
        GPU("enable_gpu_grains", true),
        FQDNS("enable_fqdns_grains", true),
        LVM("enable_lvm_grains", true),
        ISCSI("iscsi_grains", false),
        NVME("nvme_grains", false),
        FIBRE_CHANNEL("fibre_channel_grains", false);

        private final String option;
        private final boolean isOnByDefault;

        Probe(String option, boolean isOnByDefault) {
            this.option = option;
            this.isOnByDefault = isOnByDefault;
        }
    }

    /**
     * Grains given by people.
     *
     * @param grains option {@code grains}; has the last word
     * @param file {@code grains} beside the configuration file
     * @param isDeepMerge option {@code grains_deep_merge}: maps are merged instead of replaced
     * @param blacklist option {@code grains_blacklist}: names or globs that are dropped
     */
    public record Fixed(Map<String, Object> grains, Optional<Path> file, boolean isDeepMerge, List<String> blacklist) {}

    /** Options {@code grains_cache} and {@code grains_cache_expiration}; {@code <cachedir>/grains.cache.p}. */
    public record Cache(boolean isOn, Path file, long expirationSeconds) {}

    public boolean probes(Probe probe) {
        return probes.contains(probe);
    }

    /** Reads the options by their Salt names; absent ones take Salt's defaults. */
    public static GrainsSettings from(Map<String, Object> options) {
        Set<Probe> probes = EnumSet.noneOf(Probe.class);
        for (Probe probe : Probe.values()) {
            if (options.getOrDefault(probe.option, probe.isOnByDefault) instanceof Boolean isOn
                    ? isOn
                    : probe.isOnByDefault) {
                probes.add(probe);
            }
        }
        Object checksum = options.get("server_id_use_crc");
        return new GrainsSettings(
                text(options.get("id"), ""),
                options.getOrDefault("master", ""),
                Optional.ofNullable(options.get("append_domain")),
                checksum instanceof String name ? name : Boolean.TRUE.equals(checksum) ? "adler32" : "",
                probes,
                fixed(options),
                cache(options));
    }

    private static Fixed fixed(Map<String, Object> options) {
        Map<String, Object> grains = new LinkedHashMap<>();
        if (options.get("grains") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> grains.put(String.valueOf(name), value));
        }
        List<String> blacklist = options.get("grains_blacklist") instanceof List<?> given
                ? given.stream().map(String::valueOf).toList()
                : List.of();
        Optional<Path> file = Optional.ofNullable(options.get("conf_file"))
                .map(conf -> Path.of(conf.toString()))
                .map(conf -> Files.isDirectory(conf) ? conf.resolve("grains") : conf.resolveSibling("grains"));
        return new Fixed(grains, file, Boolean.TRUE.equals(options.get("grains_deep_merge")), blacklist);
    }

    private static Cache cache(Map<String, Object> options) {
        Path directory = Path.of(text(options.get("cachedir"), "/var/cache/salt/minion"));
        long expiration = options.get("grains_cache_expiration") instanceof Number seconds ? seconds.longValue() : 300;
        return new Cache(
                Boolean.TRUE.equals(options.get("grains_cache")), directory.resolve("grains.cache.p"), expiration);
    }

    private static String text(Object value, String absent) {
        return value == null ? absent : value.toString();
    }
}
