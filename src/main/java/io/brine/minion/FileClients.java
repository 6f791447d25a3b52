package io.brine.minion;

import io.brine.config.MinionConfig;
import io.brine.crypt.HashType;
import io.brine.functions.FileClient;
import io.brine.functions.MasterLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Function;

/** Chooses where {@code salt://} leads. */
final class FileClients {
    private FileClients() {}

    static FileClient of(MinionConfig config, MasterLink master) {
        if (config.fileClientLocal()) {
            return new LocalFileClient(config);
        }
        CacheLayout layout = new CacheLayout(config.paths().cachedir());
        return new RemoteFileClient(master, layout, hashBy(Identity.hashType(config)));
    }

    private static Function<Path, String> hashBy(HashType type) {
        return file -> {
            try {
                return type.hex(file);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        };
    }
}
