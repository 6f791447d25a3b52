package io.brine.functions;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The client side of the file server: remote through the master, or straight from local roots. Paths are relative, without {@code salt://}. */
public interface FileClient {
    /** Brings the file into the cache unless its hash is unchanged; the cached path, or empty if the master has no such file. */
    Optional<Path> cache(String path, String saltenv);

    /** {hash_type, hsum}, or empty. */
    Optional<Map<String, Object>> hash(String path, String saltenv);

    /** {path, rel, stat}, or empty. */
    Optional<Map<String, Object>> find(String path, String saltenv);

    List<String> fileList(String saltenv, String prefix);

    List<String> dirList(String saltenv, String prefix);

    List<String> emptyDirList(String saltenv, String prefix);

    Map<String, String> symlinkList(String saltenv, String prefix);

    List<String> environments();

    /** Sends a file up: {@code cp.push}; true if the master took all of it. */
    boolean push(Path file, List<String> remotePath);
}
