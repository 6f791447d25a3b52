package io.brine.monitor.health;

import io.brine.config.ConfigLoader;
import io.brine.config.HealthConfig;
import io.brine.config.HostName;
import io.brine.config.MasterConfig;
import io.brine.config.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Configurations from text, as a user writes them. */
final class HealthConfigs {
    private HealthConfigs() {}

    /** @param mon what stands after {@code mon:}, as one line of YAML */
    static HealthConfig of(String mon) {
        return master("mon: " + mon).monitor().health();
    }

    static MasterConfig master(String... lines) {
        try {
            Path directory = Files.createTempDirectory("brine-health");
            Files.write(directory.resolve("master"), java.util.List.of(lines));
            Surroundings here = new Surroundings(Map.of(), directory, "root", HostName.ofThisHost());
            MasterConfig config =
                    new ConfigLoader(here, Clock.systemUTC()).master(Optional.of(directory), Map.of("id", "salt-a"));
            Files.delete(directory.resolve("master"));
            Files.delete(directory);
            return config;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
