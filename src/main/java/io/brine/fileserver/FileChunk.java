package io.brine.fileserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A piece of a file: the reply to {@code _serve_file}. @param data empty at the end of the file and if there is no such file
 * @param dest path below the root, empty if there is no such file @param gzip level, if the data is a gzip stream
 */
public record FileChunk(byte[] data, String dest, Optional<Integer> gzip) {
    /** The JDK reads by way of a buffer as long as what is asked for and keeps one for each thread: a short one stays in the cache. */
    private static final int SLICE_BYTES = 128 * 1024;

    static final FileChunk NONE = new FileChunk(new byte[0], "", Optional.empty());

    /** At most so many bytes from this place; beyond the end there is no data. @throws IOException if the file cannot be read */
    static FileChunk read(FoundFile found, long loc, int mostBytes, Optional<Integer> gzip) throws IOException {
        byte[] data = bytes(found.file(), loc, mostBytes);
        return gzip.isEmpty() || data.length == 0
                ? new FileChunk(data, found.rel(), Optional.empty())
                : new FileChunk(zipped(data, gzip.get()), found.rel(), gzip);
    }

    private static byte[] bytes(Path file, long loc, int mostBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long left = channel.size() - loc;
            if (left <= 0) {
                return new byte[0];
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(left, mostBytes));
            while (buffer.position() < buffer.capacity()) {
                buffer.limit(Math.min(buffer.capacity(), buffer.position() + SLICE_BYTES));
                if (channel.read(buffer, loc + buffer.position()) < 0) {
                    return Arrays.copyOf(buffer.array(), buffer.position());
                }
            }
            return buffer.array();
        }
    }

    private static byte[] zipped(byte[] data, int level) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length / 2 + 64);
        try (GZIPOutputStream gzip = new Leveled(out, level)) {
            gzip.write(data);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return out.toByteArray();
    }

    /** The only way to give a gzip stream its level. */
    private static final class Leveled extends GZIPOutputStream {
        Leveled(ByteArrayOutputStream out, int level) throws IOException {
            super(out);
            def.setLevel(level);
        }
    }

    /** {data, dest, [gzip]} */
    public Map<String, Object> asReply() {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("data", data);
        reply.put("dest", dest);
        gzip.ifPresent(level -> reply.put("gzip", (long) level));
        return reply;
    }
}
