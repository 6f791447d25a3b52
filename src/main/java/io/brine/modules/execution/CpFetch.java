package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import io.brine.target.Fnmatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files fetched to a place of the caller's choice. Source: 3006.0 salt/fileclient.py get_file, get_dir, get_url */
final class CpFetch {
    private static final Map<Integer, String> HASH_TYPE_BY_LENGTH =
            Map.of(32, "md5", 40, "sha1", 56, "sha224", 64, "sha256", 96, "sha384", 128, "sha512");

    private CpFetch() {}

    /** The path written, empty text if the master has no such file, false if there is no directory for it. */
    static Object file(CallContext context, Arguments arguments, String dest) throws IOException {
        String path = arguments.text("path");
        String engine = arguments.named().containsKey("template")
                ? arguments.optionalText("template").orElse("")
                : "";
        TemplateText.render(path + dest, engine);
        if (!SaltPath.isSalt(path)) {
            throw new CommandExecutionException("Unsupported path: " + path);
        }
        String saltenv = CachedFiles.saltenv(path, CachedFiles.saltenv(context, arguments));
        return copy(context, SaltPath.of(path).path(), saltenv, dest, arguments.flag("makedirs"));
    }

    /** As {@link #file}, rendered. */
    static Object template(CallContext context, Arguments arguments) throws IOException, InterruptedException {
        String url = arguments.text("path");
        String saltenv = CachedFiles.saltenv(context, arguments);
        String engine = arguments.text("template");
        Optional<Path> cached = CachedFiles.cache(context, url, saltenv);
        if (cached.isEmpty() || !Files.exists(cached.get())) {
            return "";
        }
        String rendered = TemplateText.render(Files.readString(cached.get()), engine);
        String dest = arguments.optionalText("dest").orElse("");
        Path target = dest.isEmpty() ? cached.get() : Path.of(dest);
        if (!hasDirectory(target, arguments.flag("makedirs"))) {
            return "";
        }
        Files.writeString(target, rendered);
        return target.toString();
    }

    /** Everything below a directory of the master, with the directory itself, below another. */
    static Object directory(CallContext context, Arguments arguments) throws IOException {
        String url = arguments.text("path");
        String dest = arguments.text("dest");
        TemplateText.render(url + dest, arguments.optionalText("template").orElse(""));
        String saltenv = CachedFiles.saltenv(url, CachedFiles.saltenv(context, arguments));
        String path = proto(url).replaceFirst("/+$", "");
        int above = path.lastIndexOf('/');
        String prefix = above < 0 ? "" : path.substring(0, above);
        List<String> copied = new ArrayList<>();
        for (String file : context.files().fileList(saltenv, path)) {
            if (file.startsWith(path + "/")) {
                String target = dest + "/" + relative(file, prefix);
                copied.add(PyText.str(copy(context, file, saltenv, target, true)));
            }
        }
        for (String empty : context.files().emptyDirList(saltenv, path)) {
            if (empty.startsWith(path + "/")) {
                copied.add(Files.createDirectories(Path.of(dest + "/" + relative(empty, prefix)))
                        .toString());
            }
        }
        Collections.sort(copied);
        return copied;
    }

    /** A directory of the master, brought into the cache. */
    static Object cacheDirectory(CallContext context, Arguments arguments) throws IOException {
        String url = arguments.text("path");
        String saltenv = CachedFiles.saltenv(url, CachedFiles.saltenv(context, arguments));
        String path = proto(url).replaceFirst("/*$", "/");
        List<Object> cached = new ArrayList<>();
        for (String file : context.files().fileList(saltenv, "")) {
            if (file.startsWith(path) && isWanted(arguments, file)) {
                context.files().cache(file, saltenv).map(Path::toString).ifPresent(cached::add);
            }
        }
        if (arguments.flag("include_empty")) {
            for (String empty : context.files().emptyDirList(saltenv, "")) {
                if (empty.startsWith(path)) {
                    Path directory = CachedFiles.inside(CachedFiles.directory(context, "files", saltenv), empty);
                    cached.add(Files.createDirectories(directory).toString());
                }
            }
        }
        return cached;
    }

    /** The path written, or the content if {@code dest} is nil. */
    static Object url(CallContext context, Arguments arguments) throws IOException, InterruptedException {
        String url = arguments.text("path");
        String saltenv = CachedFiles.saltenv(url, CachedFiles.saltenv(context, arguments));
        String scheme = CachedFiles.scheme(url);
        if (arguments.isNil("dest")) {
            return content(context, url, saltenv);
        }
        String dest = arguments.text("dest");
        if (scheme.equals("salt") && !dest.isEmpty()) {
            Object copied = copy(context, SaltPath.of(url).path(), saltenv, dest, arguments.flag("makedirs"));
            return copied.equals("") ? false : copied;
        }
        if (dest.isEmpty() || !scheme.startsWith("http")) {
            return cachedCopy(context, arguments, url, saltenv);
        }
        Path target = target(dest, HttpFile.uri(url).getPath());
        return hasDirectory(target, arguments.flag("makedirs"))
                ? HttpFile.fetch(url, target).toString()
                : "";
    }

    private static Object cachedCopy(CallContext context, Arguments arguments, String url, String saltenv)
            throws IOException, InterruptedException {
        Path known = SaltPath.isSalt(url) ? null : CachedFiles.destination(context, url, saltenv);
        Optional<String> hash = arguments.optionalText("source_hash").map(text -> text.replaceFirst("^.*=", ""));
        if (known != null && hash.isPresent() && Files.isRegularFile(known)) {
            String type = HASH_TYPE_BY_LENGTH.get(hash.get().length());
            if (type != null && Digests.hex(type, known).equalsIgnoreCase(hash.get())) {
                return known.toString();
            }
        }
        Optional<Path> cached = CachedFiles.cache(context, url, saltenv);
        return cached.isPresent() ? cached.get().toString() : false;
    }

    private static Object content(CallContext context, String url, String saltenv)
            throws IOException, InterruptedException {
        if (CachedFiles.scheme(url).startsWith("http")) {
            return new String(HttpFile.read(url), StandardCharsets.UTF_8);
        }
        Optional<Path> cached = CachedFiles.cache(context, url, saltenv);
        return cached.isPresent() ? new String(Files.readAllBytes(cached.get()), StandardCharsets.UTF_8) : false;
    }

    private static Object copy(CallContext context, String path, String saltenv, String dest, boolean makedirs)
            throws IOException {
        Optional<Path> cached = context.files().cache(path, saltenv);
        if (cached.isEmpty()) {
            return "";
        }
        if (dest.isEmpty()) {
            return cached.get().toString();
        }
        Path target = target(dest, path);
        if (!hasDirectory(target, makedirs)) {
            return false;
        }
        Files.copy(cached.get(), target, StandardCopyOption.REPLACE_EXISTING);
        return target.toString();
    }

    /** A directory as target means a file of the same name in it. */
    private static Path target(String dest, String path) {
        boolean isDirectory = dest.endsWith("/") || Files.isDirectory(Path.of(dest));
        String name = path.substring(path.lastIndexOf('/') + 1);
        return isDirectory ? Path.of(dest, name.isEmpty() ? "index.html" : name) : Path.of(dest);
    }

    private static boolean hasDirectory(Path target, boolean makedirs) throws IOException {
        if (makedirs) {
            CachedFiles.makeParents(target.toAbsolutePath());
        }
        return Files.isDirectory(target.toAbsolutePath().getParent());
    }

    private static String relative(String path, String prefix) {
        return path.substring(prefix.length()).replaceFirst("^/+", "");
    }

    private static String proto(String url) {
        if (!SaltPath.isSalt(url)) {
            throw new CommandExecutionException("Unsupported path: " + url);
        }
        return SaltPath.of(url).path();
    }

    /** Source: 3006.0 salt/utils/stringutils.py check_include_exclude */
    private static boolean isWanted(Arguments arguments, String path) {
        List<String> include = arguments.texts("include_pat");
        List<String> exclude = arguments.texts("exclude_pat");
        return (include.isEmpty() || include.stream().anyMatch(each -> matches(each, path)))
                && exclude.stream().noneMatch(each -> matches(each, path));
    }

    private static boolean matches(String pattern, String path) {
        return pattern.startsWith("E@")
                ? GivenRegex.of(pattern.substring(2)).finds(path)
                : Fnmatch.matches(pattern, path);
    }
}
