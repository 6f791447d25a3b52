package io.brine.jobs;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.wire.Jid;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads single files of a job cache that somebody else may have written. Every method refuses by an IOException with the reason. */
final class JobFileReader {
    private static final int LARGEST_JID = 256;
    private static final int LARGEST_FILE = 32 * 1024 * 1024;

    private JobFileReader() {}

    static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    static String jid(Path file) throws IOException {
        String text = new String(bytes(file, LARGEST_JID), StandardCharsets.UTF_8).strip();
        return Jid.of(text)
                .orElseThrow(() -> new IOException("not a plain jid"))
                .value();
    }

    static String plainName(String name) throws IOException {
        return MinionId.of(name)
                .filter(MinionId::isPlain)
                .orElseThrow(() -> new IOException("not a plain name of a minion"))
                .value();
    }

    static Map<String, Object> load(Path file) throws IOException {
        return fields(tree(file));
    }

    /** The names that may answer. */
    static List<String> names(Path file) throws IOException {
        if (!(tree(file) instanceof List<?> ids)) {
            throw new IOException("not a list");
        }
        for (Object id : ids) {
            plainName(id instanceof String name ? name : "");
        }
        return ids.stream().map(String::valueOf).toList();
    }

    /** The content of {@code return.p}; a bare value, as it was once kept, is wrapped as 3006.0 local_cache.get_jid does. */
    static Map<String, Object> result(Path file) throws IOException {
        Object tree = tree(file);
        if (tree instanceof Map<?, ?> map && map.containsKey("return")) {
            return fields(map);
        }
        Map<String, Object> wrapped = new LinkedHashMap<>();
        wrapped.put("return", tree);
        return wrapped;
    }

    /** May be null. */
    static Object tree(Path file) throws IOException {
        try {
            return MsgPack.unpackLocal(bytes(file, LARGEST_FILE));
        } catch (DataException broken) {
            throw new IOException("not MessagePack: " + broken.getMessage(), broken);
        }
    }

    private static Map<String, Object> fields(Object tree) throws IOException {
        try {
            return Trees.fields(tree);
        } catch (DataException otherwise) {
            throw new IOException(otherwise.getMessage(), otherwise);
        }
    }

    private static byte[] bytes(Path file, int most) throws IOException {
        if (!isThere(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("not a plain file");
        }
        if (Files.size(file) > most) {
            throw new IOException("larger than " + most + " bytes");
        }
        return Files.readAllBytes(file);
    }
}
