package io.brine.grains;

import io.brine.data.DataException;
import io.brine.data.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Grains from the file {@code grains} beside the configuration file. Source: 3006.0 grains/extra.py config */
final class StaticGrains implements GrainsSource {
    private static final Logger LOG = LoggerFactory.getLogger(StaticGrains.class);

    private final Optional<Path> file;

    StaticGrains(Optional<Path> file) {
        this.file = file;
    }

    @Override
    public Map<String, Object> grains() {
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            return Map.of();
        }
        try {
            Object tree = Yaml.load(Files.readString(file.get()));
            Map<String, Object> grains = new LinkedHashMap<>();
            if (tree instanceof Map<?, ?> map) {
                map.forEach((name, value) -> grains.put(String.valueOf(name), value));
            }
            return grains;
        } catch (IOException | DataException broken) {
            LOG.warn("Bad syntax in grains file {}, it is left out: {}", file.get(), broken.getMessage());
            return Map.of();
        }
    }
}
