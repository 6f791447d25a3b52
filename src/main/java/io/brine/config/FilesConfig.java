package io.brine.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file server, on a master or inside a masterless minion.
 * @param roots {@code file_roots}: environment to directories, in order; {@code __env__} stands for every other environment
 * @param backends {@code fileserver_backend}, [roots]
 * @param hashType {@code hash_type}, sha256, lower case
 * @param bufferSizeBytes {@code file_buffer_size}: size of a chunk
 * @param recv {@code file_recv}: minions may send files
 * @param recvMaxSizeMegabytes {@code file_recv_max_size}, 100
 * @param ignoreRegex {@code file_ignore_regex}: relative paths not served
 * @param ignoreGlob {@code file_ignore_glob}
 * @param followSymlinks {@code fileserver_followsymlinks}, true
 * @param ignoreSymlinks {@code fileserver_ignoresymlinks}
 * @param intervalSeconds {@code fileserver_interval}, 3600
 */
public record FilesConfig(
        Map<String, List<Path>> roots,
        List<String> backends,
        String hashType,
        int bufferSizeBytes,
        boolean recv,
        int recvMaxSizeMegabytes,
        List<String> ignoreRegex,
        List<String> ignoreGlob,
        boolean followSymlinks,
        boolean ignoreSymlinks,
        long intervalSeconds) {

    /** The same rules over other trees, as for pillar. */
    public FilesConfig over(Map<String, List<Path>> otherRoots) {
        return new FilesConfig(
                otherRoots,
                List.of("roots"),
                hashType,
                bufferSizeBytes,
                recv,
                recvMaxSizeMegabytes,
                ignoreRegex,
                ignoreGlob,
                followSymlinks,
                ignoreSymlinks,
                intervalSeconds);
    }

    static FilesConfig from(Options options) {
        return new FilesConfig(
                rootsOf(options, "file_roots"),
                options.texts("fileserver_backend"),
                options.text("hash_type"),
                options.integer("file_buffer_size"),
                options.flag("file_recv"),
                options.integer("file_recv_max_size"),
                options.texts("file_ignore_regex"),
                options.texts("file_ignore_glob"),
                options.flag("fileserver_followsymlinks"),
                options.flag("fileserver_ignoresymlinks"),
                options.isSet("fileserver_interval") ? options.wholeNumber("fileserver_interval") : 3600);
    }

    static Map<String, List<Path>> rootsOf(Options options, String name) {
        Map<String, List<Path>> roots = new LinkedHashMap<>();
        options.map(name).forEach((saltenv, directories) -> {
            List<Path> paths = new ArrayList<>();
            if (directories instanceof List<?> list) {
                list.forEach(directory -> paths.add(Path.of(String.valueOf(directory))));
            }
            roots.put(saltenv, List.copyOf(paths));
        });
        return Collections.unmodifiableMap(roots);
    }
}
