package io.brine.minion;

import io.brine.config.MinionConfig;
import io.brine.fileserver.FileServer;
import io.brine.fileserver.FoundFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code salt://} from this host's own file_roots: files are used where they are. Source: 3006.0 salt/fileclient.py LocalClient */
final class LocalFileClient extends ListingFileClient {
    private final FileServer server;
    private final String hashType;

    LocalFileClient(MinionConfig config) {
        this.server = new FileServer(config.files(), Clock.systemUTC());
        this.hashType = config.files().hashType();
    }

    @Override
    public Optional<Path> cache(String path, String saltenv) {
        return server.find(path, saltenv).map(FoundFile::file);
    }

    @Override
    public Optional<Map<String, Object>> hash(String path, String saltenv) {
        return server.find(path, saltenv).flatMap(server::hash).map(hex -> {
            Map<String, Object> hash = new LinkedHashMap<>();
            hash.put("hsum", hex);
            hash.put("hash_type", hashType);
            return hash;
        });
    }

    @Override
    public Optional<Map<String, Object>> find(String path, String saltenv) {
        return server.find(path, saltenv).map(FoundFile::asReply);
    }

    @Override
    Object ask(String cmd, String saltenv, String prefix) {
        return server.answer(cmd, Map.of("saltenv", saltenv, "prefix", prefix)).orElseThrow();
    }

    @Override
    public List<String> environments() {
        return server.environments();
    }

    /** There is nobody to send it to. */
    @Override
    public boolean push(Path file, List<String> remotePath) {
        return false;
    }
}
