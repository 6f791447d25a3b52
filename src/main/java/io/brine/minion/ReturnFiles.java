package io.brine.minion;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.store.AtomicFile;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * {@code <cachedir>/returns/<host:port>/<milliseconds>-<number>-<jid>}: one file for each return a master has not acknowledged.
 * Four bytes {@code BRR1}, four bytes CRC-32 of the rest, the rest is the return load in local MessagePack, not signed. Directories
 * are for their owner alone, as returns may hold secrets. Of our own invention: Salt keeps nothing. See docs/decisions/0010.
 */
final class ReturnFiles {
    /** One file. @param master {@code host:port} the job came from @param name sorts by age */
    record Place(String master, String name) {}

    /** @param bytes of the file */
    record Found(Place place, long bytes) {}

    private static final int MAGIC = 0x42525231;
    private static final int HEADER_BYTES = 8;
    private static final String TORN = ".torn";
    private static final int MOST_TORN = 20;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(AtomicFile.permissions(0600));

    private final Path root;

    ReturnFiles(Path cachedir) {
        this.root = cachedir.resolve("returns");
    }

    /** Survives the end of this process at once, that of the host only after {@link #sync}. @throws IOException naming the file */
    void write(Place place, byte[] packed) throws IOException {
        Path file = path(place);
        try {
            create(file, packed);
        } catch (NoSuchFileException noDirectory) {
            AtomicFile.makeDirectory(root, 0700);
            AtomicFile.makeDirectory(file.getParent(), 0700);
            create(file, packed);
        }
    }

    private static void create(Path file, byte[] packed) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(HEADER_BYTES + packed.length);
        content.putInt(MAGIC).putInt(crc(packed, 0)).put(packed).flip();
        try (FileChannel out =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
            while (content.hasRemaining()) {
                out.write(content);
            }
        } catch (NoSuchFileException noDirectory) {
            throw noDirectory;
        } catch (IOException full) {
            Files.deleteIfExists(file);
            throw full;
        }
    }

    private static int crc(byte[] bytes, int from) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }

    /** From now on they survive a power failure, too. What is not there any more is left out. */
    void sync(Collection<Place> places) throws IOException {
        Set<Path> directories = new LinkedHashSet<>();
        for (Place place : places) {
            try (FileChannel file = FileChannel.open(path(place), StandardOpenOption.WRITE)) {
                file.force(true);
                directories.add(path(place).getParent());
            } catch (NoSuchFileException acknowledged) {
                continue;
            }
        }
        for (Path directory : directories) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** The return load. @throws DataException if the file is not whole */
    Map<String, Object> read(Place place) throws IOException {
        byte[] content = Files.readAllBytes(path(place));
        if (content.length <= HEADER_BYTES) {
            throw new DataException("it is only " + content.length + " bytes long");
        }
        ByteBuffer header = ByteBuffer.wrap(content);
        if (header.getInt() != MAGIC || header.getInt() != crc(content, HEADER_BYTES)) {
            throw new DataException("its checksum is wrong");
        }
        return Trees.fields(MsgPack.unpackLocal(content, HEADER_BYTES));
    }

    void remove(Place place) throws IOException {
        Files.deleteIfExists(path(place));
    }

    /** Moves it to {@code returns/.torn}, where people may look at it; of what lies there only the newest 20 stay. */
    Path setAside(Place place) throws IOException {
        Path torn = root.resolve(TORN);
        AtomicFile.makeDirectory(torn, 0700);
        Path aside = torn.resolve(place.name());
        Files.move(path(place), aside, StandardCopyOption.REPLACE_EXISTING);
        List<Path> all = children(torn);
        for (Path old : all.subList(0, Math.max(0, all.size() - MOST_TORN))) {
            Files.deleteIfExists(old);
        }
        return aside;
    }

    /** What an earlier process left, oldest first. */
    List<Found> list() throws IOException {
        List<Found> found = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return found;
        }
        for (Path directory : children(root)) {
            String name = directory.getFileName().toString();
            if (name.startsWith(".") || !Files.isDirectory(directory)) {
                continue;
            }
            for (Path file : children(directory)) {
                String master = URLDecoder.decode(name, StandardCharsets.UTF_8);
                found.add(new Found(new Place(master, file.getFileName().toString()), Files.size(file)));
            }
        }
        found.sort((one, other) -> one.place().name().compareTo(other.place().name()));
        return found;
    }

    private static List<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        children.sort(null);
        return children;
    }

    private Path path(Place place) {
        return root.resolve(URLEncoder.encode(place.master(), StandardCharsets.UTF_8))
                .resolve(place.name());
    }
}
