package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions of {@code file} that tell what is there. */
final class FileQueries {
    private static final Parameters PATH = Parameters.of("path");
    private static final Map<Integer, String> HASHES_BY_LENGTH =
            Map.of(128, "sha512", 96, "sha384", 64, "sha256", 56, "sha224", 40, "sha1", 32, "md5");

    private final FileOwners owners;

    FileQueries(FileOwners owners) {
        this.owners = owners;
    }

    void register(Registrar functions) {
        registerKinds(functions);
        registerStats(functions);
        registerContents(functions);
        registerPathParts(functions);
    }

    private static void registerKinds(Registrar functions) {
        functions.add(
                "file_exists",
                PATH,
                "Tell whether the path is a file.\nsalt '*' file.file_exists /etc/passwd",
                (context, arguments) -> Files.isRegularFile(path(arguments)));
        functions.add(
                "directory_exists",
                PATH,
                "Tell whether the path is a directory.\nsalt '*' file.directory_exists /etc",
                (context, arguments) -> Files.isDirectory(path(arguments)));
        functions.add(
                "is_link",
                PATH,
                "Tell whether the path is a symbolic link.\nsalt '*' file.is_link /path/to/link",
                (context, arguments) -> Files.isSymbolicLink(path(arguments)));
        functions.add(
                "is_hardlink",
                PATH,
                "Tell whether the file has more than one name.\nsalt '*' file.is_hardlink /path/to/link",
                (context, arguments) -> FileStat.ofLink(absolute(arguments, "Path to file must be absolute."))
                                .number("nlink")
                        > 1);
        functions.add(
                "access",
                Parameters.of("path", "mode"),
                "Tell whether the path exists (f), can be read (r), written (w) or executed (x).\n"
                        + "salt '*' file.access /path/to/file r",
                (context, arguments) -> access(arguments));
        functions.add(
                "readlink",
                Parameters.of("path", "canonicalize=False"),
                "Return where a symbolic link leads.\nsalt '*' file.readlink /path/to/link",
                (context, arguments) -> readlink(arguments));
        functions.add(
                "readdir",
                PATH,
                "List a directory, with . and ..\nsalt '*' file.readdir /path/to/dir/",
                (context, arguments) -> readdir(arguments));
    }

    private static boolean access(Arguments arguments) {
        Path path = absolute(arguments, "Path to link must be absolute.");
        return switch (arguments.text("mode")) {
            case "f", "0" -> Files.exists(path);
            case "r", "4" -> Files.isReadable(path);
            case "w", "2" -> Files.isWritable(path);
            case "x", "1" -> Files.isExecutable(path);
            default -> throw new InvocationException("Invalid mode specified.");
        };
    }

    private static String readlink(Arguments arguments) throws IOException {
        Path path = absolute(arguments, "Path to link must be absolute: " + path(arguments));
        if (!Files.isSymbolicLink(path)) {
            throw new InvocationException("A valid link was not specified: " + path);
        }
        return arguments.flag("canonicalize")
                ? realPath(path).toString()
                : Files.readSymbolicLink(path).toString();
    }

    private static List<Object> readdir(Arguments arguments) throws IOException {
        Path path = absolute(arguments, "Dir path must be absolute.");
        if (!Files.isDirectory(path)) {
            throw new InvocationException("A valid directory was not specified.");
        }
        List<Object> names = new ArrayList<>(List.of(".", ".."));
        try (var entries = Files.newDirectoryStream(path)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        }
        return names;
    }

    private void registerStats(Registrar functions) {
        Parameters following = Parameters.of("path", "follow_symlinks=True");
        functions.add(
                "stats",
                Parameters.of("path", "hash_type=None", "follow_symlinks=True"),
                "Return owner, mode, size, times and type of a path.\nsalt '*' file.stats /etc/passwd",
                (context, arguments) -> stats(arguments));
        functions.add(
                "lstat",
                PATH,
                "Return what lstat says of a path.\nsalt '*' file.lstat /path/to/file",
                (context, arguments) -> lstat(absolute(arguments, "Path to file must be absolute.")));
        functions.add(
                "statvfs",
                PATH,
                "Return the numbers of the file system a path is on.\nsalt '*' file.statvfs /path/to/file",
                (context, arguments) -> statvfs(absolute(arguments, "File path must be absolute.")));
        functions.add(
                "get_mode",
                following,
                "Return the mode of a path.\nsalt '*' file.get_mode /etc/passwd",
                (context, arguments) -> stat(arguments).permissions());
        functions.add(
                "get_uid",
                following,
                "Return the number of the owner.\nsalt '*' file.get_uid /etc/passwd",
                (context, arguments) -> stat(arguments).uid());
        functions.add(
                "get_gid",
                following,
                "Return the number of the group.\nsalt '*' file.get_gid /etc/passwd",
                (context, arguments) -> stat(arguments).gid());
        functions.add(
                "get_user",
                following,
                "Return the owner.\nsalt '*' file.get_user /etc/passwd",
                (context, arguments) -> user(stat(arguments).uid()));
        functions.add(
                "get_group",
                following,
                "Return the group.\nsalt '*' file.get_group /etc/passwd",
                (context, arguments) -> group(stat(arguments).gid()));
    }

    private static FileStat stat(Arguments arguments) throws IOException {
        Path path = path(arguments);
        try {
            return arguments.flag("follow_symlinks") ? FileStat.of(path) : FileStat.ofLink(path);
        } catch (NoSuchFileException absent) {
            throw new CommandExecutionException("Path not found: " + path);
        }
    }

    private Object user(long uid) {
        return owners.user(uid).map(Object.class::cast).orElse(uid);
    }

    private Object group(long gid) {
        return owners.group(gid).map(Object.class::cast).orElse(gid);
    }

    private Map<String, Object> stats(Arguments arguments) throws IOException {
        FileStat stat = stat(arguments);
        Map<String, Object> stats = new LinkedHashMap<>();
        stats.put("inode", stat.number("ino"));
        stats.put("uid", stat.uid());
        stats.put("gid", stat.gid());
        stats.put("group", group(stat.gid()));
        stats.put("user", user(stat.uid()));
        stats.put("atime", stat.seconds("lastAccessTime"));
        stats.put("mtime", stat.seconds("lastModifiedTime"));
        stats.put("ctime", stat.seconds("ctime"));
        stats.put("size", stat.size());
        stats.put("mode", stat.permissions());
        if (arguments.optionalText("hash_type").filter(type -> !type.isEmpty()).isPresent()) {
            stats.put("sum", Digests.hex(arguments.text("hash_type"), path(arguments)));
        }
        stats.put("type", stat.type());
        stats.put("target", realPath(path(arguments)).toString());
        return stats;
    }

    private static Map<String, Object> lstat(Path path) {
        Map<String, Object> result = new LinkedHashMap<>();
        try {
            FileStat stat = FileStat.ofLink(path);
            result.put("st_atime", stat.seconds("lastAccessTime"));
            result.put("st_ctime", stat.seconds("ctime"));
            result.put("st_gid", stat.gid());
            result.put("st_mode", (long) stat.mode());
            result.put("st_mtime", stat.seconds("lastModifiedTime"));
            result.put("st_nlink", stat.number("nlink"));
            result.put("st_size", stat.size());
            result.put("st_uid", stat.uid());
        } catch (IOException absent) {
            return Map.of();
        }
        return result;
    }

    /** The JDK knows blocks and their size, nothing of inodes and flags. */
    private static Map<String, Object> statvfs(Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            long block = store.getBlockSize();
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("f_bavail", store.getUsableSpace() / block);
            result.put("f_bfree", store.getUnallocatedSpace() / block);
            result.put("f_blocks", store.getTotalSpace() / block);
            result.put("f_bsize", block);
            result.put("f_frsize", block);
            result.put("f_namemax", 255L);
            return result;
        } catch (IOException absent) {
            throw new CommandExecutionException("Could not statvfs '" + path + "'");
        }
    }

    private static void registerContents(Registrar functions) {
        functions.add(
                "read",
                Parameters.of("path", "binary=False"),
                "Return the contents of a file.\nsalt '*' file.read /path/to/file",
                (context, arguments) -> {
                    byte[] bytes = Files.readAllBytes(path(arguments));
                    return arguments.flag("binary") ? bytes : new String(bytes, StandardCharsets.UTF_8);
                });
        functions.add(
                "seek_read",
                Parameters.of("path", "size", "offset"),
                "Return some bytes of a file from an offset.\nsalt '*' file.seek_read /path/to/file 4096 0",
                (context, arguments) -> {
                    try (RandomAccessFile file =
                            new RandomAccessFile(path(arguments).toFile(), "r")) {
                        file.seek(arguments.integer("offset"));
                        long rest = Math.max(0, file.length() - arguments.integer("offset"));
                        byte[] bytes = new byte[(int) Math.min(arguments.integer("size"), rest)];
                        file.readFully(bytes);
                        return bytes;
                    }
                });
        functions.add(
                "get_hash",
                Parameters.of("path", "form=sha256", "chunk_size=65536"),
                "Return the hash of a file.\nsalt '*' file.get_hash /etc/shadow",
                (context, arguments) -> Digests.hex(arguments.text("form"), path(arguments)));
        functions.add(
                "get_sum",
                Parameters.of("path", "form=sha256"),
                "Return the hash of a file.\nsalt '*' file.get_sum /etc/passwd sha512",
                (context, arguments) -> Files.isRegularFile(path(arguments))
                        ? Digests.hex(arguments.text("form"), path(arguments))
                        : "File not found");
        functions.add(
                "check_hash",
                Parameters.of("path", "file_hash"),
                "Tell whether a file has this hash, given as type:hash, type=hash or the hash alone.\n"
                        + "salt '*' file.check_hash /etc/fstab md5:3ba45fcbc5ae0ad1f1e2f9ecb0f1c6b5",
                (context, arguments) -> checkHash(arguments));
    }

    private static boolean checkHash(Arguments arguments) throws IOException {
        if (!(arguments.value("file_hash") instanceof String fileHash)) {
            throw new InvocationException("hash must be a string");
        }
        String[] parts = fileHash.split(fileHash.contains(":") ? ":" : "=", 2);
        if (parts.length == 2) {
            return Digests.hex(parts[0], path(arguments)).equals(parts[1]);
        }
        String type = HASHES_BY_LENGTH.get(fileHash.length());
        if (type == null) {
            throw new InvocationException("Hash " + fileHash + " (length: " + fileHash.length()
                    + ") could not be matched to a supported hash type. The supported hash types and lengths are: "
                    + "md5 (32), sha1 (40), sha224 (56), sha256 (64), sha384 (96), sha512 (128)");
        }
        return Digests.hex(type, path(arguments)).equals(fileHash);
    }

    private static void registerPathParts(Registrar functions) {
        functions.add(
                "basename",
                PATH,
                "Return the last part of a path.\nsalt '*' file.basename 'test/test.config'",
                (context, arguments) -> FilePaths.basename(arguments.text("path")));
        functions.add(
                "dirname",
                PATH,
                "Return a path without its last part.\nsalt '*' file.dirname 'test/path/filename.config'",
                (context, arguments) -> FilePaths.dirname(arguments.text("path")));
        functions.add(
                "join",
                Parameters.of("*args"),
                "Join parts to a path.\nsalt '*' file.join '/' 'usr' 'local' 'bin'",
                (context, arguments) -> FilePaths.join(
                        arguments.varArgs().stream().map(String::valueOf).toList()));
        functions.add(
                "normpath",
                PATH,
                "Return a path without double slashes, . and ..\nsalt '*' file.normpath 'a/b/c/..'",
                (context, arguments) -> FilePaths.normalize(arguments.text("path")));
        functions.add(
                "pardir",
                Parameters.of(),
                "Return the name of the directory above.\nsalt '*' file.pardir",
                (c, a) -> "..");
    }

    static Path path(Arguments arguments) {
        return FilePaths.of(arguments.text("path"));
    }

    private static Path absolute(Arguments arguments, String message) {
        Path path = path(arguments);
        if (!path.isAbsolute()) {
            throw new InvocationException(message);
        }
        return path;
    }

    /** As {@code os.path.realpath}: what does not exist is kept as it is. */
    static Path realPath(Path path) {
        return realPath(path, 40);
    }

    private static Path realPath(Path path, int linksLeft) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException absent) {
            Path parent = absolute.getParent();
            if (parent == null || linksLeft == 0) {
                return absolute;
            }
            Path real = realPath(parent, linksLeft - 1).resolve(absolute.getFileName());
            return Files.isSymbolicLink(real) ? realPath(linked(real), linksLeft - 1) : real;
        }
    }

    private static Path linked(Path link) {
        try {
            return link.resolveSibling(Files.readSymbolicLink(link));
        } catch (IOException gone) {
            return link;
        }
    }
}
