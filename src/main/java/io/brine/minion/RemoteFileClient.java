package io.brine.minion;

import io.brine.data.Trees;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.MasterLink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * {@code salt://} through the master (PROTOCOL 7). A file is written beside its place in the cache and moved there when it is
 * whole, so that nobody reads half of it. Source: 3006.0 salt/fileclient.py RemoteClient
 */
final class RemoteFileClient extends ListingFileClient {
    private static final int PUSH_CHUNK_BYTES = 262_144;

    private final MasterLink master;
    private final CacheLayout cache;
    private final Function<Path, String> hashOfFile;

    /** @param hashOfFile hex digest of a file by the minion's {@code hash_type} */
    RemoteFileClient(MasterLink master, CacheLayout cache, Function<Path, String> hashOfFile) {
        this.master = master;
        this.cache = cache;
        this.hashOfFile = hashOfFile;
    }

    @Override
    public Optional<Path> cache(String path, String saltenv) {
        Path target = cache.place(path, saltenv);
        Optional<Map<String, Object>> hash = hash(path, saltenv);
        if (hash.isEmpty()) {
            return Optional.empty();
        }
        boolean isCurrent = Files.isRegularFile(target)
                && hashOfFile.apply(target).equals(hash.get().get("hsum"));
        return isCurrent || fetch(path, saltenv, target) ? Optional.of(target) : Optional.empty();
    }

    private boolean fetch(String path, String saltenv, Path target) {
        try {
            Files.createDirectories(target.getParent());
            Path half = Files.createTempFile(target.getParent(), ".brine-", ".part");
            try {
                if (!fetchInto(half, path, saltenv)) {
                    return false;
                }
                Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return true;
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            throw new CommandExecutionException("Cannot write " + target + ": " + e.getMessage());
        }
    }

    private boolean fetchInto(Path half, String path, String saltenv) throws IOException {
        long loc = 0;
        try (OutputStream out = Files.newOutputStream(half)) {
            while (true) {
                Map<String, Object> chunk = Trees.fields(ask("_serve_file", path, saltenv, "loc", loc));
                byte[] data = Trees.bytes(chunk.getOrDefault("data", ""));
                if (data.length == 0) {
                    return loc > 0
                            || !Trees.text(chunk.getOrDefault("dest", "")).isEmpty();
                }
                byte[] plain = chunk.containsKey("gzip") ? gunzip(data) : data;
                out.write(plain);
                loc += plain.length;
            }
        }
    }

    private static byte[] gunzip(byte[] data) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(data))) {
            return in.readAllBytes();
        }
    }

    @Override
    public Optional<Map<String, Object>> hash(String path, String saltenv) {
        return mapOrNothing(ask("_file_hash", path, saltenv, "", 0)).filter(hash -> hash.containsKey("hsum"));
    }

    @Override
    public Optional<Map<String, Object>> find(String path, String saltenv) {
        return mapOrNothing(ask("_file_find", path, saltenv, "", 0))
                .filter(found -> !"".equals(found.getOrDefault("path", "")));
    }

    @Override
    public List<String> environments() {
        return texts(master.request(Map.of("cmd", "_file_envs")));
    }

    @Override
    public boolean push(Path file, List<String> remotePath) {
        try (InputStream in = Files.newInputStream(file)) {
            long loc = 0;
            byte[] buffer = new byte[PUSH_CHUNK_BYTES];
            while (true) {
                int read = in.readNBytes(buffer, 0, buffer.length);
                boolean wasSent = read > 0 || loc == 0;
                if (wasSent && !Boolean.TRUE.equals(pushChunk(remotePath, Files.size(file), loc, buffer, read))) {
                    return false;
                }
                loc += read;
                if (read < buffer.length) {
                    return true;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object pushChunk(List<String> remotePath, long size, long loc, byte[] buffer, int length) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_file_recv");
        load.put("path", remotePath);
        load.put("size", size);
        load.put("loc", loc);
        load.put("data", Arrays.copyOf(buffer, length));
        return master.request(load);
    }

    private Object ask(String cmd, String path, String saltenv, String more, Object value) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("path", path);
        load.put("saltenv", saltenv);
        load.put("cmd", cmd);
        if (!more.isEmpty()) {
            load.put(more, value);
        }
        return master.request(load);
    }

    @Override
    Object ask(String cmd, String saltenv, String prefix) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("saltenv", saltenv);
        load.put("prefix", prefix);
        load.put("cmd", cmd);
        return master.request(load);
    }

    private static Optional<Map<String, Object>> mapOrNothing(Object answer) {
        return answer instanceof Map<?, ?> ? Optional.of(Trees.fields(answer)) : Optional.empty();
    }
}
