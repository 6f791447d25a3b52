package io.brine.grains;

import java.util.Map;

/** The machine as the sources see it: its files, its commands and the environment of this process. */
public record Host(HostFiles files, Commands commands, Map<String, String> environment) {
    public Host {
        environment = Map.copyOf(environment);
    }

    /** The machine this process runs on. */
    public static Host thisMachine() {
        Map<String, String> environment = System.getenv();
        return new Host(
                HostFiles.ofThisMachine(), new SystemCommands(environment.getOrDefault("PATH", "")), environment);
    }
}
