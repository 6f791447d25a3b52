package io.brine.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Files below one place, by the rest of the address: of the class path, or of a directory. What is not a plain name below that
 * place is not found, whatever it is; there are no listings and no page stands in for a missing file.
 */
public final class StaticFiles implements Resource {
    private static final long LARGEST = 32L * 1024 * 1024;
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html;charset=utf-8"),
            Map.entry("css", "text/css;charset=utf-8"),
            Map.entry("js", "text/javascript;charset=utf-8"),
            Map.entry("mjs", "text/javascript;charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("txt", "text/plain;charset=utf-8"),
            Map.entry("md", "text/plain;charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"));

    /** Reads a file by its checked name; empty if there is none. */
    @FunctionalInterface
    private interface Place {
        Optional<byte[]> read(String name) throws IOException;
    }

    private final Place place;
    private final String index;

    private StaticFiles(Place place, String index) {
        this.place = place;
        this.index = index;
    }

    /**
     * Files of the jar.
     *
     * @param owner a class of the room they lie in
     * @param directory below the owner's package, such as {@code dashboard}
     * @param index served for the address itself; empty for nothing
     */
    public static StaticFiles ofClassPath(Class<?> owner, String directory, String index) {
        return new StaticFiles(name -> resource(owner, directory + "/" + name), index);
    }

    /** Files of a directory, read anew each time; links out of it are not followed. */
    public static StaticFiles ofDirectory(Path directory) {
        return new StaticFiles(name -> file(directory, name), "");
    }

    /** One file, whatever follows its address. */
    static Resource ofFile(Path file) {
        return request -> {
            try {
                return Answer.bytes(type(file.toString()), Files.readAllBytes(file));
            } catch (IOException unreadable) {
                throw notFound(request);
            }
        };
    }

    private static Optional<byte[]> resource(Class<?> owner, String name) throws IOException {
        try (InputStream in = owner.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    private static Optional<byte[]> file(Path directory, String name) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Path real = file.toRealPath();
        boolean inside = real.startsWith(directory.toRealPath());
        return inside && Files.size(real) <= LARGEST ? Optional.of(Files.readAllBytes(real)) : Optional.empty();
    }

    @Override
    public Answer handle(ApiRequest request) {
        String name = request.rest().isEmpty() ? index : request.rest();
        try {
            return (isPlain(name) ? place.read(name) : Optional.<byte[]>empty())
                    .map(bytes -> Answer.bytes(type(name), bytes).with("X-Content-Type-Options", "nosniff"))
                    .orElseThrow(() -> notFound(request));
        } catch (IOException unreadable) {
            throw notFound(request);
        }
    }

    private static HttpRefusal notFound(ApiRequest request) {
        return Mounts.notFound(request.path());
    }

    /** Names between single slashes, none of them hidden or pointing upwards. */
    static boolean isPlain(String name) {
        return name.length() <= 512
                && name.matches("[A-Za-z0-9_@+-][A-Za-z0-9_@+.-]*(/[A-Za-z0-9_@+-][A-Za-z0-9_@+.-]*)*");
    }

    static String type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }
}
