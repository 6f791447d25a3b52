package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Files of every source in the minion's cache. Source: 3006.0 salt/fileclient.py Client */
final class CachedFiles {
    private static final int LONGEST_NAME = 255;

    private CachedFiles() {}

    /** The argument {@code saltenv}, else the one the minion is bound to, else {@code base}. */
    static String saltenv(CallContext context, Arguments arguments) {
        Object asked = arguments.named().get("saltenv");
        Object own = Trees.isTruthy(asked) ? asked : context.option("saltenv");
        return Trees.isTruthy(own) ? PyText.str(own) : "base";
    }

    /** The environment a URL names itself goes before the one asked for. */
    static String saltenv(String url, String asked) {
        return SaltPath.isSalt(url) ? SaltPath.of(url).saltenv().orElse(asked) : asked;
    }

    /**
     * Brings a file of any source into the cache; a file of this host stays where it is.
     *
     * @return empty if the master has no such file
     * @throws CommandExecutionException if the source cannot be reached or is of a kind we do not know
     */
    static Optional<Path> cache(CallContext context, String url, String saltenv) throws InterruptedException {
        if (SaltPath.isSalt(url)) {
            SaltPath path = SaltPath.of(url);
            return context.files().cache(path.path(), path.saltenv().orElse(saltenv));
        }
        return switch (scheme(url)) {
            case "", "file" -> Optional.of(localPath(url));
            case "http", "https" -> Optional.of(HttpFile.fetch(url, external(context, url, saltenv)));
            default -> throw new CommandExecutionException("Unsupported path: " + url);
        };
    }

    /** Where {@link #cache} puts a file. */
    static Path destination(CallContext context, String url, String saltenv) {
        if (SaltPath.isSalt(url)) {
            SaltPath path = SaltPath.of(url);
            return inside(directory(context, "files", path.saltenv().orElse(saltenv)), path.path());
        }
        return scheme(url).isEmpty() ? Path.of(url) : external(context, url, saltenv);
    }

    /** The cached copy of a file, if there is one. Source: 3006.0 salt/fileclient.py is_cached */
    static Optional<Path> cached(CallContext context, String url, String saltenv) {
        SaltPath path = SaltPath.isSalt(url) ? SaltPath.of(url) : SaltPath.of(SaltPath.SCHEME + url);
        Path ofMaster = inside(directory(context, "files", path.saltenv().orElse(saltenv)), path.path());
        if (Files.exists(ofMaster)) {
            return Optional.of(ofMaster);
        }
        Path local = inside(directory(context, "localfiles"), path.path());
        if (Files.exists(local)) {
            return Optional.of(local);
        }
        boolean isExternal = !SaltPath.isSalt(url) && !scheme(url).isEmpty();
        return isExternal ? Optional.of(external(context, url, saltenv)).filter(Files::exists) : Optional.empty();
    }

    static Path directory(CallContext context, String... below) {
        Object cachedir = context.option("cachedir");
        return Path.of(cachedir == null ? "/var/cache/salt/minion" : PyText.str(cachedir), below);
    }

    static String scheme(String url) {
        int colon = url.indexOf("://");
        return colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    static Path localPath(String url) {
        Path path = Path.of(scheme(url).isEmpty() ? url : url.substring("file://".length()));
        if (!path.isAbsolute()) {
            throw new CommandExecutionException("Path '" + path + "' is not absolute");
        }
        return path;
    }

    /** @throws CommandExecutionException if the path leads out of the directory */
    static Path inside(Path directory, String path) {
        Path inside = directory.resolve(path.replaceFirst("^/+", "")).normalize();
        if (!inside.startsWith(directory.normalize())) {
            throw new CommandExecutionException("Invalid path");
        }
        return inside;
    }

    private static Path external(CallContext context, String url, String saltenv) {
        URI uri = HttpFile.uri(url);
        String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
        String path = Optional.ofNullable(uri.getRawPath()).orElse("")
                + Optional.ofNullable(uri.getRawQuery())
                        .map(query -> "-" + query)
                        .orElse("");
        boolean isLong = path.length() > LONGEST_NAME;
        String name = isLong ? Digests.hex("sha256", path.getBytes(java.nio.charset.StandardCharsets.UTF_8)) : path;
        return inside(directory(context, "extrn_files", saltenv, host), name);
    }

    static void makeParents(Path file) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
    }
}
