package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.CallContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** The versions of everything that plays a part, as {@code --versions-report} shows them. */
final class VersionReport {
    /** The release whose behaviour the functions follow. */
    private static final String FOLLOWED_SALT = "3006.0";

    private VersionReport() {}

    static String saltVersion(CallContext context) {
        return PyText.str(context.grains().getOrDefault("saltversion", FOLLOWED_SALT));
    }

    /** {section: {name: version}}, as Salt's own report is divided. */
    static Map<String, Object> information(CallContext context) {
        Map<String, Object> sections = new LinkedHashMap<>();
        sections.put("Salt Version", map("Salt", saltVersion(context)));
        sections.put(
                "Dependency Versions",
                map("Brine", brineVersion(), "Java", Runtime.version().toString()));
        sections.put(
                "System Versions",
                map(
                        "dist", dist(context),
                        "locale", "utf-8",
                        "machine", grain(context, "cpuarch"),
                        "release", grain(context, "kernelrelease"),
                        "system", grain(context, "kernel"),
                        "version", grain(context, "osfullname") + " " + grain(context, "osrelease")));
        return sections;
    }

    static String text(CallContext context) {
        StringBuilder report = new StringBuilder();
        information(context).forEach((section, versions) -> {
            report.append(report.length() == 0 ? "" : "\n").append(section).append(":\n");
            ((Map<?, ?>) versions)
                    .forEach((name, version) -> report.append(String.format("%18s: %s%n", name, version)));
        });
        return report.toString();
    }

    private static String brineVersion() {
        String version = VersionReport.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static String dist(CallContext context) {
        return String.join(
                        " ",
                        grain(context, "os").toLowerCase(java.util.Locale.ROOT),
                        grain(context, "osrelease"),
                        grain(context, "oscodename"))
                .trim();
    }

    private static String grain(CallContext context, String name) {
        return PyText.str(context.grains().getOrDefault(name, ""));
    }

    private static Map<String, Object> map(String... namesAndVersions) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndVersions.length; i += 2) {
            map.put(namesAndVersions[i], namesAndVersions[i + 1]);
        }
        return map;
    }
}
