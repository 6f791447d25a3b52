package io.brine.cli;

import io.brine.client.ClientSettings;
import io.brine.client.Credentials;
import io.brine.client.LocalClient;
import io.brine.config.ConfigException;
import io.brine.config.ConfigLoader;
import io.brine.config.MasterConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the commands beside a master have in common: its configuration, and a client of it. */
record MasterSide(Given given, Terminal terminal, MasterConfig config) {
    /** @throws ExitException if the configuration cannot be used */
    static MasterSide of(Given given, Terminal terminal) {
        try {
            Optional<Path> directory = given.filled("config_dir").map(Path::of);
            Map<String, Object> overrides = given.only("log_level", "log_file", "log_level_logfile");
            return new MasterSide(given, terminal, ConfigLoader.ofThisProcess().client(directory, overrides));
        } catch (ConfigException wrong) {
            throw new ExitException(ExitCodes.USAGE, wrong.getMessage() + "\n");
        }
    }

    /** Its settings, the time-out of {@code -t} before the configured one. */
    ClientSettings settings() {
        ClientSettings settings = ClientSettings.of(config, WhoAmI.name(terminal.environment()));
        int seconds = given.number("timeout", 0);
        return seconds > 0 ? settings.withTimeout(Duration.ofSeconds(seconds)) : settings;
    }

    LocalClient client() {
        return LocalClient.connect(settings());
    }

    Credentials credentials(LocalClient client) {
        return new EauthPrompt(given, terminal, config).credentials(client);
    }

    OutputPrinter output() {
        return OutputPrinter.of(terminal, config.raw(), given);
    }

    /** The same for outputters that look at the function called. */
    OutputPrinter output(Map<String, Object> more) {
        return output().with(more, config.raw(), given);
    }
}
