package io.brine.modules.execution;

import io.brine.data.Trees;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** The minion's half of {@code salt-cp}. Source: 3006.0 salt/modules/cp.py recv, recv_chunked */
final class CpReceive {
    /** salt-cp sends pieces of 96 KiB; nothing honest unpacks to more than this. */
    private static final int LARGEST_CHUNK_BYTES = 64 * 1024 * 1024;

    private CpReceive() {}

    /** {path: whether it was written}, or a sentence if there is no place for it. */
    static Object files(CallContext context, Arguments arguments) {
        String dest = arguments.text("dest");
        Map<String, Object> written = new LinkedHashMap<>();
        for (Map.Entry<String, Object> file : arguments.map("files").entrySet()) {
            Path target = target(dest, file.getKey());
            if (target == null) {
                return "Destination unavailable";
            }
            try {
                Files.write(target, Trees.bytes(file.getValue()));
                written.put(target.toString(), true);
            } catch (IOException e) {
                written.put(target.toString(), false);
            }
        }
        return written;
    }

    /** True, or a sentence with retcode 1. No chunk at all means an empty directory. */
    static Object chunk(CallContext context, Arguments arguments) {
        Path dest = Path.of(arguments.text("dest"));
        try {
            if (arguments.isNil("chunk")) {
                return makeDirectory(dest);
            }
            byte[] bytes = Base64.getMimeDecoder().decode(Trees.bytes(arguments.value("chunk")));
            byte[] content = arguments.flag("compressed") ? unpacked(bytes) : bytes;
            write(dest, content, arguments.flag("append"));
            if (!arguments.flag("append") && !arguments.isNil("mode")) {
                Files.setPosixFilePermissions(dest, permissions(arguments.integer("mode")));
            }
            return true;
        } catch (IOException | IllegalArgumentException e) {
            context.retcode(1);
            return String.valueOf(e.getMessage());
        }
    }

    private static Object makeDirectory(Path dest) throws IOException {
        try {
            Files.createDirectories(dest);
            return true;
        } catch (FileAlreadyExistsException e) {
            return "Path exists and is a file";
        }
    }

    private static void write(Path dest, byte[] content, boolean append) throws IOException {
        CachedFiles.makeParents(dest);
        if (append) {
            Files.write(dest, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
            Files.write(dest, content);
        }
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] content = in.readNBytes(LARGEST_CHUNK_BYTES + 1);
            if (content.length > LARGEST_CHUNK_BYTES) {
                throw new IOException("the chunk is larger than " + LARGEST_CHUNK_BYTES + " bytes");
            }
            return content;
        }
    }

    /** The target itself if the names agree or its directory exists, a file in it if it is a directory, or null. */
    private static Path target(String dest, String source) {
        Path target = Path.of(dest);
        String name = source.substring(source.lastIndexOf('/') + 1);
        if (Files.isDirectory(target)) {
            return target.resolve(name);
        }
        boolean isSameName =
                target.getFileName() != null && target.getFileName().toString().equals(name);
        // a name that ends in a slash means a directory, and that one does not exist
        Path parent = dest.endsWith("/") ? target : target.getParent();
        return isSameName && !dest.endsWith("/") || parent != null && Files.isDirectory(parent) ? target : null;
    }

    private static Set<PosixFilePermission> permissions(long mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode >> (all.length - 1 - i) & 1) == 1) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }
}
