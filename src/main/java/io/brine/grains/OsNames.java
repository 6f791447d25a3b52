package io.brine.grains;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The names Salt has for distributions. Source: 3006.0 grains/core.py _derive_os_grain, _OS_NAME_MAP, _OS_FAMILY_MAP, _family_id */
final class OsNames {
    private static final Pattern LINUX = Pattern.compile("\\W(?:gnu/)?linux", Pattern.CASE_INSENSITIVE);

    /** Keys are the first ten letters of the full name, without spaces, in lower case. */
    private static final Map<String, String> SHORT_NAMES = table("""
            redhatente=RedHat gentoobase=Gentoo archarm=Arch_ARM arch=Arch debian=Debian raspbian=Raspbian
            fedoraremi=Fedora chapeau=Chapeau korora=Korora amazonami=Amazon alt=ALT enterprise=OEL oracleserv=OEL
            cloudserve=CloudLinux cloudlinux=CloudLinux almalinux=AlmaLinux pidora=Fedora scientific=ScientificLinux
            synology=Synology nilrt=NILinuxRT poky=Poky manjaro=Manjaro manjarolin=Manjaro univention=Univention
            antergos=Antergos sles=SUSE void=Void slesexpand=RES linuxmint=Mint neon=KDE_neon pop=Pop rocky=Rocky
            alibabaclo=Alinux mendel=Mendel""");

    private static final Map<String, String> NAMES_BY_ID_AND_NAME = Map.of(
            "astra/Astra Linux (Orel)", "AstraLinuxCE",
            "astra/Astra Linux (Smolensk)", "AstraLinuxSE",
            "pop/Pop!_OS", "Pop");

    private static final Map<String, List<String>> FAMILIES = Map.of(
            "Debian",
            List.of(
                    "Ubuntu",
                    "Mint",
                    "Trisquel",
                    "GCEL",
                    "Linaro",
                    "elementary OS",
                    "elementary",
                    "Univention",
                    "Raspbian",
                    "Devuan",
                    "antiX",
                    "Kali",
                    "Parrot OS",
                    "neon",
                    "Cumulus",
                    "Deepin",
                    "KDE neon",
                    "IDMS",
                    "TurnKey",
                    "Pop",
                    "AstraLinuxCE",
                    "AstraLinuxSE",
                    "Mendel",
                    "OSMC"),
            "RedHat",
            List.of(
                    "Fedora",
                    "Chapeau",
                    "Korora",
                    "FedBerry",
                    "CentOS",
                    "CentOS Stream",
                    "GoOSe",
                    "Scientific",
                    "Amazon",
                    "CloudLinux",
                    "AlmaLinux",
                    "OVS",
                    "OEL",
                    "XCP",
                    "XCP-ng",
                    "XenServer",
                    "RES",
                    "Sangoma",
                    "VMware Photon OS",
                    "ALT",
                    "ScientificLinux",
                    "Rocky",
                    "Alinux"),
            "Suse",
            List.of(
                    "SLES",
                    "SUSE Enterprise Server",
                    "SUSE  Enterprise Server",
                    "SLED",
                    "openSUSE",
                    "SUSE",
                    "openSUSE Leap",
                    "openSUSE Tumbleweed",
                    "SLES_SAP"),
            "Arch",
            List.of("Arch ARM", "Manjaro", "Antergos", "EndeavourOS"),
            "Mandriva",
            List.of("Mandrake"),
            "VMware",
            List.of("VMwareESX"),
            "Slackware",
            List.of("Slamd64"),
            "Bluewhite",
            List.of("Bluewhite64"),
            "Gentoo",
            List.of("Funtoo"));

    private OsNames() {}

    /** The {@code os} grain. @param id the {@code ID} of os-release, empty if unknown */
    static String os(String fullName, String id) {
        String byBoth = NAMES_BY_ID_AND_NAME.get(id + "/" + fullName);
        if (byBoth != null) {
            return byBoth;
        }
        String name = LINUX.matcher(fullName).replaceAll("").strip();
        String squeezed = name.replace(" ", "").toLowerCase(Locale.ROOT);
        return SHORT_NAMES.getOrDefault(squeezed.substring(0, Math.min(10, squeezed.length())), name);
    }

    /** The {@code os_family} grain of an {@code os} grain; the name itself if it has no family. */
    static String familyOf(String os) {
        return FAMILIES.entrySet().stream()
                .filter(family -> family.getValue().contains(os))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(os);
    }

    /** The {@code os_family} grain by the oldest ancestor that os-release names. */
    static String familyOf(OsRelease release) {
        String id = oldestAncestor(release.id(), release.field("ID_LIKE"));
        if (id.equals("fedora")) {
            return "RedHat";
        }
        return id.isEmpty()
                ? ""
                : id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String oldestAncestor(String id, String like) {
        if (like.isEmpty()) {
            return id;
        }
        List<String> ids = List.of((id + " " + like.strip()).strip().split("\\s+"));
        // Mint does not say that it descends from Debian.
        return ids.contains("debian") || ids.contains("ubuntu") ? "debian" : ids.get(ids.size() - 1);
    }

    private static Map<String, String> table(String text) {
        Map<String, String> table = new HashMap<>();
        for (String entry : text.split("\\s+")) {
            int equals = entry.indexOf('=');
            table.put(entry.substring(0, equals), entry.substring(equals + 1).replace('_', ' '));
        }
        return Map.copyOf(table);
    }
}
