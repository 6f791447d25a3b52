package io.brine.cli;

import io.brine.cli.CopyCommand.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * {@code salt-cp --chunked}: each file in pieces, each piece a job {@code cp.recv_chunked [dest, base64, append, gzip, mode]};
 * empty directories are made by a piece of nil. Source: 3006.0 salt/cli/cp.py run_chunked.
 */
final class ChunkedCopy {
    private final Delivery delivery;
    private final List<Path> sources;
    private final String dest;
    private final boolean gzip;
    private final int chunkBytes;
    private final Map<String, Object> answers = new LinkedHashMap<>();

    ChunkedCopy(Delivery delivery, List<Path> sources, String dest, boolean gzip, int chunkBytes) {
        this.delivery = delivery;
        this.sources = sources;
        this.dest = dest;
        this.gzip = gzip;
        this.chunkBytes = chunkBytes;
    }

    /** @return {@code {minion: {path: True or what went wrong}}} */
    Map<String, Object> run() {
        List<Path> files = new ArrayList<>();
        List<Path> emptyDirectories = new ArrayList<>();
        for (Path source : sources) {
            collect(source, files, emptyDirectories);
        }
        boolean intoDirectory = !emptyDirectories.isEmpty() || files.size() > 1 || dest.endsWith("/");
        files.forEach(file -> send(file, remote(file, intoDirectory)));
        emptyDirectories.forEach(directory -> {
            String path = remote(directory, true);
            record(delivery.call("cp.recv_chunked", Arrays.asList(path, null)), path);
        });
        return answers;
    }

    private static void collect(Path source, List<Path> files, List<Path> emptyDirectories) {
        if (!Files.exists(source)) {
            throw new ExitException(ExitCodes.INCOMPLETE, source + " does not exist\n");
        }
        try (Stream<Path> tree = Files.walk(source)) {
            for (Path path : tree.sorted().toList()) {
                if (Files.isRegularFile(path)) {
                    files.add(path);
                } else if (Files.isDirectory(path) && isEmpty(path)) {
                    emptyDirectories.add(path);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private String remote(Path file, boolean intoDirectory) {
        Path base = Path.of(dest);
        if (sources.contains(file)) {
            return intoDirectory ? base.resolve(file.getFileName()).toString() : dest;
        }
        Path source = sources.stream().filter(file::startsWith).findFirst().orElseThrow();
        return base.resolve(source.getFileName())
                .resolve(source.relativize(file))
                .toString();
    }

    private void send(Path file, String remotePath) {
        try (InputStream in = Files.newInputStream(file)) {
            boolean append = false;
            do {
                byte[] chunk = in.readNBytes(chunkBytes);
                if (append && chunk.length == 0) {
                    return;
                }
                String data = Base64.getEncoder().encodeToString(gzip ? compressed(chunk) : chunk);
                List<Object> arg = List.of(remotePath, data, append, gzip, mode(file));
                record(delivery.call("cp.recv_chunked", arg), remotePath);
                append = true;
            } while (true);
        } catch (IOException unreadable) {
            throw new ExitException(ExitCodes.INCOMPLETE, "The referenced file, " + file + " is not available.\n");
        }
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** The permission bits, {@code 0644} as 420. */
    private static Long mode(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        long mode = 0;
        for (PosixFilePermission permission : permissions) {
            mode |= 0400 >> permission.ordinal();
        }
        return mode;
    }

    /** The first failure of a file stays what is told about it. */
    private void record(Map<String, Object> returns, String path) {
        returns.forEach((minion, value) -> {
            Map<Object, Object> paths = new LinkedHashMap<>();
            if (answers.get(minion) instanceof Map<?, ?> before) {
                paths.putAll(before);
            }
            if (!paths.containsKey(path) || Boolean.TRUE.equals(paths.get(path))) {
                paths.put(path, value);
            }
            answers.put(minion, paths);
        });
    }
}
