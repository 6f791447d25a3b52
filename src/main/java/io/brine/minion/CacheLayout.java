package io.brine.minion;

import io.brine.functions.CommandExecutionException;
import java.nio.file.Path;

/** Where the minion keeps files of the master: {@code <cachedir>/files/<saltenv>/<path>}. */
record CacheLayout(Path cachedir) {
    /** @throws CommandExecutionException if the path or environment would leave the cache */
    Path place(String path, String saltenv) {
        Path root = cachedir.resolve("files");
        Path place = root.resolve(saltenv)
                .resolve(path.startsWith("/") ? path.substring(1) : path)
                .normalize();
        if (!place.startsWith(root.resolve(saltenv).normalize())
                || !root.resolve(saltenv).normalize().startsWith(root)) {
            throw new CommandExecutionException("salt://" + path + " would leave the file cache");
        }
        return place;
    }
}
