package io.brine.grains;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The older way to name a distribution, by {@code lsb_distrib_*}, CPE name and {@code /etc/*-release}; still the one for
 * SUSE, Red Hat, CentOS, Fedora, Arch and Alpine. Source: 3006.0 grains/core.py _legacy_linux_distribution_data
 */
final class OlderOsGrains {
    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)+");
    private static final Pattern IN_PARENTHESES = Pattern.compile("\\(([^)]+)\\)");

    private final HostFiles files;
    private final Optional<OsRelease> release;

    OlderOsGrains(HostFiles files, Optional<OsRelease> release) {
        this.files = files;
        this.release = release;
    }

    /** Puts {@code osfullname osrelease oscodename os os_family} right, and fills {@code lsb_distrib_*} if they are missing. */
    void complete(Map<String, Object> grains) {
        String description = text(grains, "lsb_distrib_description").toLowerCase(Locale.ROOT);
        if (description.startsWith("antergos")) {
            // Its lsb-release says "Arch".
            grains.put("osfullname", "Antergos Linux");
        } else if (!grains.containsKey("lsb_distrib_id")) {
            if (release.isPresent()) {
                lsbFromOsRelease(grains, release.get());
            } else {
                lsbFromCentosRelease(grains);
            }
        }
        grains.computeIfAbsent(
                "osfullname", name -> text(grains, "lsb_distrib_id").strip());
        if (text(grains, "lsb_distrib_codename").matches("(?s).*CentOS Linux [78].*")) {
            // Their os-release knows no minor version.
            grains.remove("lsb_distrib_release");
        }
        String lsbRelease = text(grains, "lsb_distrib_release");
        grains.put("osrelease", (lsbRelease.isEmpty() ? longestVersion() : lsbRelease).strip());
        String codename = text(grains, "lsb_distrib_codename").strip();
        grains.put("oscodename", codename.isEmpty() || codename.contains("Red Hat") ? codename() : codename);
        grains.computeIfAbsent("os", os -> OsNames.os(text(grains, "osfullname"), ""));
        grains.put("os_family", OsNames.familyOf(text(grains, "os")));
    }

    private static void lsbFromOsRelease(Map<String, Object> grains, OsRelease release) {
        grains.put("lsb_distrib_id", release.name().strip());
        if (release.has("VERSION_ID")) {
            grains.put("lsb_distrib_release", release.field("VERSION_ID"));
        }
        String codename = release.has("VERSION_CODENAME") ? "VERSION_CODENAME" : "PRETTY_NAME";
        grains.put("lsb_distrib_codename", release.field(codename));
        CpeName cpe = CpeName.parse(release.field("CPE_NAME"));
        if (!cpe.vendor().equalsIgnoreCase("suse") && !cpe.vendor().equalsIgnoreCase("opensuse")) {
            return;
        }
        grains.put("os", "SUSE");
        if (release.name().equals("openSUSE Leap")) {
            grains.put("osfullname", "Leap");
        } else if (release.field("VERSION").equals("Tumbleweed")) {
            grains.put("osfullname", "Tumbleweed");
        }
        if (cpe.vendor().equals("opensuse") && !cpe.version().isEmpty()) {
            grains.put("lsb_distrib_release", cpe.version());
        }
    }

    private void lsbFromCentosRelease(Map<String, Object> grains) {
        Optional<String> centos = files.text("/etc/centos-release");
        if (centos.isEmpty()) {
            return;
        }
        boolean isRedHat = files.text("/etc/redhat-release")
                .map(text -> text.toLowerCase(Locale.ROOT).contains("red hat enterprise linux server"))
                .orElse(false);
        grains.put("lsb_distrib_id", isRedHat ? "RedHat" : "CentOS");
        first(VERSION, centos.get(), 0).ifPresent(version -> grains.put("lsb_distrib_release", version));
        first(IN_PARENTHESES, centos.get(), 1).ifPresent(name -> grains.put("lsb_distrib_codename", name));
    }

    /** What {@code distro.version(best=True)} answers: the most precise of os-release and the release files. */
    private String longestVersion() {
        String longest = release.map(fields -> fields.field("VERSION_ID")).orElse("");
        for (String file : new String[] {"/etc/centos-release", "/etc/redhat-release", "/etc/system-release"}) {
            String version =
                    files.text(file).flatMap(text -> first(VERSION, text, 0)).orElse("");
            if (version.chars().filter(c -> c == '.').count()
                            > longest.chars().filter(c -> c == '.').count()
                    || longest.isEmpty()) {
                longest = version;
            }
        }
        return longest;
    }

    /** What {@code distro.codename()} answers. */
    private String codename() {
        return release.map(fields -> fields.has("VERSION_CODENAME")
                        ? fields.field("VERSION_CODENAME")
                        : first(IN_PARENTHESES, fields.field("VERSION"), 1).orElse(""))
                .orElse("");
    }

    private static Optional<String> first(Pattern pattern, String text, int group) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(group)) : Optional.empty();
    }

    private static String text(Map<String, Object> grains, String name) {
        return grains.get(name) instanceof String text ? text : "";
    }

    /** Vendor and version of a CPE name; both empty if it is not one. Source: 3006.0 grains/core.py _parse_cpe_name */
    private record CpeName(String vendor, String version) {
        static CpeName parse(String cpe) {
            String[] parts = cpe.split(":", -1);
            if (parts.length <= 4 || !parts[0].equals("cpe")) {
                return new CpeName("", "");
            }
            boolean isUri = parts[1].startsWith("/");
            if (!isUri && parts.length < 6) {
                return new CpeName("", "");
            }
            int vendor = isUri ? 2 : 3;
            return new CpeName(known(parts[vendor]), known(parts[vendor + 2]));
        }

        private static String known(String part) {
            return part.equals("*") ? "" : part;
        }
    }
}
