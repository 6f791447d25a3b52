package io.brine.monitor.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The end of a file that grows, also when it is moved away and begun anew, or cut. What was there before is not read. Not
 * thread-safe.
 */
final class FileFollower implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 20;
    private static final int LONGEST_LINE = 8192;

    private final Path file;
    private final Consumer<String> lines;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final StringBuilder begun = new StringBuilder();
    private FileChannel channel;
    private Object inode;
    private boolean isFirst = true;

    FileFollower(Path file, Consumer<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Reads what has come since the last time, a mebibyte at most. @throws IOException if the file cannot be read */
    void poll() throws IOException {
        if (channel == null) {
            open();
        }
        if (channel == null) {
            return;
        }
        if (channel.size() < channel.position()) {
            channel.position(0);
            begun.setLength(0);
        }
        boolean isAtEnd = read();
        if (isAtEnd && hasMoved()) {
            close();
            open();
            if (channel != null) {
                read();
            }
        }
    }

    private void open() throws IOException {
        try {
            inode = Files.getAttribute(file, "unix:ino");
            channel = FileChannel.open(file, StandardOpenOption.READ);
            if (isFirst) {
                channel.position(channel.size());
            }
        } catch (NoSuchFileException notYet) {
            channel = null;
        }
        isFirst = false;
    }

    private boolean hasMoved() throws IOException {
        try {
            return !inode.equals(Files.getAttribute(file, "unix:ino"));
        } catch (NoSuchFileException moved) {
            return true;
        }
    }

    /** @return true at the end of the file */
    private boolean read() throws IOException {
        int left = MOST_BYTES;
        while (left > 0) {
            buffer.clear();
            int count = channel.read(buffer);
            if (count <= 0) {
                return true;
            }
            left -= count;
            take(new String(buffer.array(), 0, count, StandardCharsets.UTF_8));
        }
        return false;
    }

    private void take(String text) {
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            append(text, from, end);
            if (begun.length() > 0) {
                lines.accept(begun.toString());
            }
            begun.setLength(0);
            from = end + 1;
        }
        append(text, from, text.length());
    }

    /** The rest of a line that is too long is not kept. */
    private void append(String text, int from, int end) {
        begun.append(text, from, Math.min(end, from + Math.max(0, LONGEST_LINE - begun.length())));
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
        begun.setLength(0);
    }
}
