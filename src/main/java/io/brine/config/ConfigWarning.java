package io.brine.config;

import java.nio.file.Path;
import java.util.Optional;

/** Something in the configuration that works, but hardly as it was meant. @param line from 1; 0 if unknown */
public record ConfigWarning(Optional<Path> file, int line, String message) {
    @Override
    public String toString() {
        return file.map(path -> path + (line > 0 ? ":" + line : "") + ": ").orElse("") + message;
    }
}
