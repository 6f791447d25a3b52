package io.brine.grains;

import io.brine.data.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code os os_family osfullname osrelease oscodename osrelease_info osmajorrelease osfinger osarch} and
 * {@code lsb_distrib_*}. Source: 3006.0 grains/core.py _linux_distribution_data, _osrelease_data, _osarch
 */
final class OsGrains implements GrainsSource {
    /** Distributions whose os-release alone is believed; the others go through {@link OlderOsGrains}. */
    private static final Set<String> OS_RELEASE_SUFFICES =
            Set.of("almalinux", "astra", "debian", "linuxmint", "mendel", "pop", "rocky", "ubuntu");

    private static final Set<String> FINGER_BY_OS = Set.of("Debian", "FreeBSD", "OpenBSD", "NetBSD", "Mac", "Raspbian");
    private static final Pattern LSB =
            Pattern.compile("^(DISTRIB_(?:ID|RELEASE|CODENAME|DESCRIPTION))=(?:'|\")?([\\w\\s.\\-_]+)(?:'|\")?");
    private static final Pattern CODENAME_IN_VERSION = Pattern.compile("\\d[\\d.+\\-a-z]* \\((?<codename>.+)\\)");
    private static final Pattern VERSION_IN_PRETTY_NAME =
            Pattern.compile("[^\\d]+ (?<version>\\d[\\d.+\\-a-z]*) \\((?<codename>.+)\\)");

    private final Host host;

    OsGrains(Host host) {
        this.host = host;
    }

    @Override
    public Map<String, Object> grains() {
        Map<String, Object> grains = new LinkedHashMap<>(lsbRelease());
        Optional<OsRelease> release = OsRelease.read(host.files());
        release.ifPresent(fields -> grains.putAll(fromOsRelease(fields)));
        if (release.isEmpty() || !OS_RELEASE_SUFFICES.contains(release.get().id())) {
            grains.remove("osrelease");
            new OlderOsGrains(host.files(), release).complete(grains);
        }
        grains.put("osarch", new OsArchitecture(host).of((String) grains.get("os_family")));
        if (grains.get("osrelease") instanceof String osrelease && !osrelease.isEmpty()) {
            addReleaseParts(grains, osrelease);
        }
        return grains;
    }

    private Map<String, Object> lsbRelease() {
        Map<String, Object> grains = new LinkedHashMap<>();
        for (String line : host.files().lines("/etc/lsb-release")) {
            Matcher field = LSB.matcher(line);
            if (field.lookingAt()) {
                grains.put(
                        "lsb_" + field.group(1).toLowerCase(Locale.ROOT),
                        field.group(2).stripTrailing());
            }
        }
        return grains;
    }

    private static Map<String, Object> fromOsRelease(OsRelease release) {
        Map<String, Object> grains = new LinkedHashMap<>();
        putUnlessEmpty(grains, "os", OsNames.os(release.name(), release.id()));
        putUnlessEmpty(grains, "os_family", OsNames.familyOf(release));
        putUnlessEmpty(grains, "oscodename", codename(release));
        putUnlessEmpty(grains, "osfullname", release.name().strip());
        putUnlessEmpty(grains, "osrelease", version(release));
        return grains;
    }

    private static String codename(OsRelease release) {
        if (!release.field("VERSION_CODENAME").isEmpty()) {
            return release.field("VERSION_CODENAME");
        }
        if (release.id().equals("astra")) {
            return release.field("VARIANT_ID");
        }
        if (release.id().equals("almalinux") || release.id().equals("rocky")) {
            Matcher version = CODENAME_IN_VERSION.matcher(release.field("VERSION"));
            return version.lookingAt() ? version.group("codename") : "";
        }
        return "";
    }

    private static String version(OsRelease release) {
        if (release.field("VERSION_ID").isEmpty() && release.id().equals("mendel")) {
            Matcher pretty = VERSION_IN_PRETTY_NAME.matcher(release.field("PRETTY_NAME"));
            return pretty.lookingAt() ? pretty.group("version") : "";
        }
        return release.field("VERSION_ID");
    }

    private static void addReleaseParts(Map<String, Object> grains, String osrelease) {
        List<Object> info = new ArrayList<>();
        for (String part : osrelease.split("\\.", -1)) {
            info.add(isNumber(part) ? (Object) Long.valueOf(part) : part);
        }
        grains.put("osrelease_info", new Tuple(info));
        if (info.get(0) instanceof Long major) {
            grains.put("osmajorrelease", major);
        }
        Object os = grains.get("os");
        Object name = FINGER_BY_OS.contains(String.valueOf(os)) ? os : grains.get("osfullname");
        boolean isWhole = "Ubuntu".equals(os) || "Pop".equals(os);
        grains.put("osfinger", name + "-" + (isWhole ? osrelease : info.get(0)));
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.length() < 19 && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static void putUnlessEmpty(Map<String, Object> grains, String name, String value) {
        if (!value.isEmpty()) {
            grains.put(name, value);
        }
    }
}
