package io.brine.grains;

import java.util.Map;

/** The {@code osarch} and {@code cpuarch} grains: what packages are built for, and what the kernel runs on. */
final class OsArchitecture {
    private static final Map<String, String> KERNEL_NAMES_OF_JAVA_NAMES =
            Map.of("amd64", "x86_64", "arm", "armv7l", "x86", "i686", "i386", "i686");

    private final Host host;

    OsArchitecture(Host host) {
        this.host = host;
    }

    /** {@code uname -m}. */
    String cpuarch() {
        return host.files()
                .word("/proc/sys/kernel/arch")
                .or(() -> host.commands().output("uname", "-m"))
                .orElseGet(() -> {
                    String arch = System.getProperty("os.arch");
                    return KERNEL_NAMES_OF_JAVA_NAMES.getOrDefault(arch, arch);
                });
    }

    /** Source: 3006.0 grains/core.py _osarch */
    String of(String family) {
        if ("Debian".equals(family)) {
            return dpkgArchitecture();
        }
        if ("RedHat".equals(family) || "Suse".equals(family)) {
            String arch = host.commands()
                    .output("rpm", "--eval", "%{_host_cpu}")
                    .filter(output -> !output.isBlank())
                    .orElseGet(this::cpuarch);
            return arch.equals("powerpc64le") ? "ppc64le" : arch;
        }
        return cpuarch();
    }

    /** dpkg's own architecture stands in its status file; asking dpkg itself takes ten times as long. */
    private String dpkgArchitecture() {
        String status = host.files().text("/var/lib/dpkg/status").orElse("");
        int dpkg = status.startsWith("Package: dpkg\n") ? 0 : status.indexOf("\nPackage: dpkg\n") + 1;
        int end = status.indexOf("\n\n", dpkg);
        int architecture = status.indexOf("\nArchitecture: ", dpkg);
        boolean isFound =
                status.startsWith("Package: dpkg\n", dpkg) && architecture >= 0 && (end < 0 || architecture < end);
        if (isFound) {
            int start = architecture + "\nArchitecture: ".length();
            return status.substring(start, status.indexOf('\n', start)).strip();
        }
        return host.commands()
                .output("dpkg", "--print-architecture")
                .map(String::strip)
                .orElse("");
    }
}
