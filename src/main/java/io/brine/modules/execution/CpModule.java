package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** {@code cp}: files between master and minion. Source: 3006.0 salt/modules/cp.py, salt/fileclient.py */
final class CpModule implements FunctionModule {
    private static final Parameters SALTENV = Parameters.of("saltenv=None");
    private static final Parameters LISTED = Parameters.of("saltenv=None", "prefix=");
    private static final Parameters PATH = Parameters.of("path", "saltenv=None");

    @Override
    public String name() {
        return "cp";
    }

    @Override
    public void register(Registrar functions) {
        registerGets(functions);
        registerCache(functions);
        registerFacts(functions);
        registerLists(functions);
        registerTransfers(functions);
    }

    private void registerGets(Registrar functions) {
        functions.add(
                "get_file",
                Parameters.of(
                        "path", "dest", "saltenv=None", "makedirs=False", "template=None", "gzip=None", "**kwargs"),
                "Copy a file of the master to this path and return the path.\n"
                        + "salt '*' cp.get_file salt://path/to/file /minion/dest",
                (context, arguments) -> CpFetch.file(context, arguments, arguments.text("dest")));
        functions.add(
                "get_template",
                Parameters.of("path", "dest", "template=jinja", "saltenv=None", "makedirs=False", "**kwargs"),
                "Render a file of the master to this path and return the path.\n"
                        + "salt '*' cp.get_template salt://path/to/template /minion/dest",
                CpFetch::template);
        functions.add(
                "get_dir",
                Parameters.of("path", "dest", "saltenv=None", "template=None", "gzip=None", "**kwargs"),
                "Copy a directory of the master below this path and return what was copied.\n"
                        + "salt '*' cp.get_dir salt://path/to/dir/ /minion/dest",
                CpFetch::directory);
        functions.add(
                "get_url",
                Parameters.of("path", "dest=", "saltenv=None", "makedirs=False", "source_hash=None"),
                "Copy a file of any source to this path, or into the cache without one; with dest=None return its"
                        + " content.\nsalt '*' cp.get_url salt://my/file /tmp/this_file_is_mine\n"
                        + "salt '*' cp.get_url http://www.slashdot.org /tmp/index.html",
                CpFetch::url);
        functions.add(
                "get_file_str",
                PATH,
                "Return the content of a file.\nsalt '*' cp.get_file_str salt://my/file",
                CpModule::fileText);
    }

    private void registerCache(Registrar functions) {
        functions.add(
                "cache_file",
                Parameters.of("path", "saltenv=None", "source_hash=None", "verify_ssl=True", "use_etag=False"),
                "Bring a file into the cache and return where it is.\nsalt '*' cp.cache_file salt://path/to/file",
                (context, arguments) -> orFalse(
                        CachedFiles.cache(context, arguments.text("path"), CachedFiles.saltenv(context, arguments))));
        functions.add(
                "cache_files",
                Parameters.of("paths", "saltenv=None"),
                "Bring several files into the cache.\nsalt '*' cp.cache_files salt://pathto/file1,salt://pathto/file1",
                (context, arguments) -> {
                    List<Object> cached = new ArrayList<>();
                    for (String path : arguments.texts("paths")) {
                        cached.add(orFalse(CachedFiles.cache(context, path, CachedFiles.saltenv(context, arguments))));
                    }
                    return cached;
                });
        functions.add(
                "cache_dir",
                Parameters.of("path", "saltenv=None", "include_empty=False", "include_pat=None", "exclude_pat=None"),
                "Bring a directory of the master into the cache.\nsalt '*' cp.cache_dir salt://path/to/dir\n"
                        + "salt '*' cp.cache_dir salt://path/to/dir include_pat='E@*.py$'",
                CpFetch::cacheDirectory);
        functions.add(
                "cache_master",
                SALTENV,
                "Bring every file of the master into the cache.\nsalt '*' cp.cache_master",
                (context, arguments) -> {
                    List<Object> cached = new ArrayList<>();
                    String saltenv = CachedFiles.saltenv(context, arguments);
                    for (String path : context.files().fileList(saltenv, "")) {
                        cached.add(orFalse(context.files().cache(path, saltenv)));
                    }
                    return cached;
                });
        functions.add(
                "cache_local_file",
                Parameters.of("path"),
                "Bring a file of this host into the cache.\nsalt '*' cp.cache_local_file /etc/hosts",
                CpModule::cacheLocalFile);
        functions.add(
                "cache_dest",
                Parameters.of("url", "saltenv=None"),
                "Return where a file would be cached.\nsalt '*' cp.cache_dest https://foo.com/bar.rpm",
                (context, arguments) -> CachedFiles.destination(
                                context, arguments.text("url"), CachedFiles.saltenv(context, arguments))
                        .toString());
        functions.add(
                "is_cached",
                PATH,
                "Return where a file is in the cache, or nothing.\nsalt '*' cp.is_cached salt://path/to/file",
                (context, arguments) -> CachedFiles.cached(
                                context, arguments.text("path"), CachedFiles.saltenv(context, arguments))
                        .map(Path::toString)
                        .orElse(""));
    }

    private void registerFacts(Registrar functions) {
        functions.add(
                "hash_file",
                PATH,
                "Return the hash of a file.\nsalt '*' cp.hash_file salt://path/to/file",
                CpModule::hash);
        functions.add(
                "stat_file",
                Parameters.of("path", "saltenv=None", "octal=True"),
                "Return the mode of a file of the master.\nsalt '*' cp.stat_file salt://path/to/file",
                CpModule::mode);
    }

    private void registerLists(Registrar functions) {
        functions.add(
                "list_master",
                LISTED,
                "List the files of the master.\nsalt '*' cp.list_master",
                (context, arguments) ->
                        context.files().fileList(CachedFiles.saltenv(context, arguments), arguments.text("prefix")));
        functions.add(
                "list_master_dirs",
                LISTED,
                "List the directories of the master.\nsalt '*' cp.list_master_dirs",
                (context, arguments) ->
                        context.files().dirList(CachedFiles.saltenv(context, arguments), arguments.text("prefix")));
        functions.add(
                "list_master_symlinks",
                LISTED,
                "List the links of the master.\nsalt '*' cp.list_master_symlinks",
                (context, arguments) ->
                        context.files().symlinkList(CachedFiles.saltenv(context, arguments), arguments.text("prefix")));
        functions.add(
                "list_states",
                SALTENV,
                "List the SLS files of the master by their names.\nsalt '*' cp.list_states",
                CpModule::states);
        functions.add(
                "list_minion",
                SALTENV,
                "List the files in the cache.\nsalt '*' cp.list_minion",
                (context, arguments) -> new MinionCache(context).files(CachedFiles.saltenv(context, arguments)));
        functions.add(
                "envs",
                Parameters.of(),
                "List the environments of the master.\nsalt '*' cp.envs",
                (context, arguments) -> context.files().environments());
    }

    private void registerTransfers(Registrar functions) {
        functions.add(
                "push",
                Parameters.of("path", "keep_symlinks=False", "upload_path=None", "remove_source=False"),
                "Send a file to the master, which must have file_recv set.\nsalt '*' cp.push /etc/fstab",
                CpPush::file);
        functions.add(
                "push_dir",
                Parameters.of("path", "glob=None", "upload_path=None"),
                "Send a directory to the master.\nsalt '*' cp.push /usr/lib/mysql glob='*.log'",
                CpPush::directory);
        functions.add(
                "recv",
                Parameters.of("files", "dest"),
                "Write what salt-cp sends.\nsalt-cp '*' /etc/hosts /tmp/hosts",
                CpReceive::files);
        functions.add(
                "recv_chunked",
                Parameters.of("dest", "chunk", "append=False", "compressed=True", "mode=None"),
                "Write what salt-cp sends in pieces.\nsalt-cp --chunked '*' /etc/hosts /tmp/hosts",
                CpReceive::chunk);
    }

    private static Object fileText(CallContext context, Arguments arguments) throws InterruptedException {
        Optional<Path> cached =
                CachedFiles.cache(context, arguments.text("path"), CachedFiles.saltenv(context, arguments));
        try {
            return cached.isEmpty() ? false : Files.readString(cached.get());
        } catch (IOException e) {
            return false;
        }
    }

    private static Object cacheLocalFile(CallContext context, Arguments arguments) throws IOException {
        Path source = Path.of(arguments.text("path"));
        if (!Files.exists(source)) {
            return "";
        }
        Path target = CachedFiles.inside(CachedFiles.directory(context, "localfiles"), source.toString());
        CachedFiles.makeParents(target);
        Files.copy(source, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return target.toString();
    }

    private static Object hash(CallContext context, Arguments arguments) throws IOException {
        String path = arguments.text("path");
        if (SaltPath.isSalt(path)) {
            String saltenv = CachedFiles.saltenv(path, CachedFiles.saltenv(context, arguments));
            Optional<Map<String, Object>> hash =
                    context.files().hash(SaltPath.of(path).path(), saltenv);
            return hash.isPresent() ? hash.get() : "";
        }
        Path file = Path.of(path);
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        Object type = context.options().getOrDefault("hash_type", "sha256");
        Map<String, Object> hash = new LinkedHashMap<>();
        hash.put("hsum", Digests.hex(PyText.str(type), file));
        hash.put("hash_type", type);
        return hash;
    }

    private static Object mode(CallContext context, Arguments arguments) throws IOException {
        String path = arguments.text("path");
        Optional<Long> mode = SaltPath.isSalt(path)
                ? context.files()
                        .find(
                                SaltPath.of(path).path(),
                                CachedFiles.saltenv(path, CachedFiles.saltenv(context, arguments)))
                        .flatMap(CpModule::mode)
                : localMode(Path.of(path));
        boolean isOctal = arguments.flag("octal");
        return mode.<Object>map(bits -> isOctal ? String.format("%04o", bits & 07777) : bits)
                .orElse(null);
    }

    private static Optional<Long> mode(Map<String, Object> found) {
        Object stat = found.get("stat");
        Object first = stat instanceof List<?> list && !list.isEmpty() ? list.get(0) : null;
        return first instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    private static Optional<Long> localMode(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? Optional.of(((Number) Files.getAttribute(file, "unix:mode")).longValue())
                : Optional.empty();
    }

    /** {@code web/init.sls} is {@code web}, {@code web/tls.sls} is {@code web.tls}. */
    private static Object states(CallContext context, Arguments arguments) {
        TreeSet<String> names = new TreeSet<>();
        for (String path : context.files().fileList(CachedFiles.saltenv(context, arguments), "")) {
            if (path.endsWith(".sls")) {
                names.add(path.replaceFirst("(/init)?\\.sls$", "").replace('/', '.'));
            }
        }
        return new ArrayList<>(names);
    }

    private static Object orFalse(Optional<Path> path) {
        return path.isPresent() ? path.get().toString() : false;
    }
}
