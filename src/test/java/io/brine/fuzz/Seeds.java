package io.brine.fuzz;

import io.brine.data.DataException;
import io.brine.data.Json;
import io.brine.data.MsgPack;
import io.brine.vectors.TypedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What real daemons said to each other, as recorded in the vectors. */
final class Seeds {
    private static final Path VECTORS = Path.of("src/test/resources/vectors");
    private static final int LONGEST = 4096;

    private Seeds() {}

    /** The frames of all recorded messages, each kind of content once. */
    static List<byte[]> frames() {
        Map<String, byte[]> found = new TreeMap<>();
        walk((key, value) -> {
            if (key.equals("frames") && value instanceof List<?> frames) {
                for (Object frame : frames) {
                    keep(found, Base64.getDecoder().decode(String.valueOf(frame)));
                }
            }
        });
        return List.copyOf(found.values());
    }

    /** The loads that were inside, packed anew. */
    static List<byte[]> loads() {
        Map<String, byte[]> found = new TreeMap<>();
        walk((key, value) -> {
            if (value instanceof Map<?, ?> map && (map.containsKey("cmd") || map.containsKey("fun"))) {
                try {
                    keep(found, MsgPack.packWire(TypedJson.value(map)));
                } catch (DataException noWord) {
                    // A value only the notation can say.
                }
            }
        });
        return List.copyOf(found.values());
    }

    /** One of each first 24 bytes, which tell kind and length: more of the same teach a fuzzer nothing. */
    private static void keep(Map<String, byte[]> found, byte[] bytes) {
        if (bytes.length > 0 && bytes.length <= LONGEST) {
            String start = new String(bytes, 0, Math.min(24, bytes.length), StandardCharsets.ISO_8859_1);
            found.putIfAbsent(start, bytes);
        }
    }

    /** Texts under one of these names in a vector file. */
    static List<byte[]> texts(String file, List<String> names) {
        Map<String, byte[]> found = new TreeMap<>();
        walk(parsed(VECTORS.resolve(file)), "", (key, value) -> {
            if (names.contains(key) && value instanceof String text) {
                found.put(text, text.getBytes(StandardCharsets.UTF_8));
            }
        });
        return List.copyOf(found.values());
    }

    private static void walk(BiConsumer<String, Object> visitor) {
        for (String corpus : List.of("frames", "frames-v3")) {
            try (var files = Files.newDirectoryStream(VECTORS.resolve(corpus), "*.json")) {
                List<Path> sorted = new ArrayList<>();
                files.forEach(sorted::add);
                sorted.stream().sorted().forEach(file -> walk(parsed(file), "", visitor));
            } catch (IOException absent) {
                throw new UncheckedIOException(absent);
            }
        }
    }

    private static Object parsed(Path file) {
        try {
            return Json.parse(Files.readString(file));
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    private static void walk(Object tree, String key, BiConsumer<String, Object> visitor) {
        visitor.accept(key, tree);
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> walk(value, String.valueOf(name), visitor));
        } else if (tree instanceof List<?> list) {
            list.forEach(value -> walk(value, "", visitor));
        }
    }
}
