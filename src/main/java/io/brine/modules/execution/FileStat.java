package io.brine.modules.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What {@code stat(2)} says. Times are seconds since 1970. */
record FileStat(Map<String, Object> attributes) {
    private static final int TYPE = 0170000;

    /** Follows a link unless it leads nowhere. */
    static FileStat of(Path path) throws IOException {
        try {
            return new FileStat(Files.readAttributes(path, "unix:*"));
        } catch (NoSuchFileException dangling) {
            return ofLink(path);
        }
    }

    static FileStat ofLink(Path path) throws IOException {
        return new FileStat(Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS));
    }

    long number(String attribute) {
        return ((Number) attributes.get(attribute)).longValue();
    }

    double seconds(String attribute) {
        return ((FileTime) attributes.get(attribute)).to(TimeUnit.MICROSECONDS) / 1e6;
    }

    long uid() {
        return number("uid");
    }

    long gid() {
        return number("gid");
    }

    long size() {
        return number("size");
    }

    /** Type and permissions, as {@code st_mode}. */
    int mode() {
        return (int) number("mode");
    }

    /** Permissions as Salt writes them: {@code 0644}, {@code 4755}. */
    String permissions() {
        return String.format("%04o", mode() & 07777);
    }

    /** {@code file dir link char block pipe socket}. */
    String type() {
        return switch (mode() & TYPE) {
            case 0040000 -> "dir";
            case 0020000 -> "char";
            case 0060000 -> "block";
            case 0120000 -> "link";
            case 0010000 -> "pipe";
            case 0140000 -> "socket";
            default -> "file";
        };
    }
}
