package io.brine.cli;

/** What {@code --version} and {@code --versions-report} say. */
final class Version {
    /** The Salt whose behaviour these commands have; scripts compare it. */
    private static final String SALT = "3006.0 (Sulfur)";

    private Version() {}

    static String line(String program) {
        return program + " " + SALT;
    }

    static String report() {
        return String.join(
                "\n",
                "Salt Version:",
                "          Salt: 3006.0",
                "         Brine: " + ownVersion(),
                "",
                "Dependency Versions:",
                "          Java: " + System.getProperty("java.version"),
                "           JVM: " + System.getProperty("java.vm.name"),
                "          ZMTP: 3.1",
                "",
                "System Versions:",
                "       machine: " + System.getProperty("os.arch"),
                "       release: " + System.getProperty("os.version"),
                "        system: " + System.getProperty("os.name"));
    }

    static String ownVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
