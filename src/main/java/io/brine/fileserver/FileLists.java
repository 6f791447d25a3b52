package io.brine.fileserver;

import java.util.List;
import java.util.Map;

/** All names of one environment, each relative to its root, sorted. @param links name to what the link says */
public record FileLists(List<String> files, List<String> dirs, List<String> emptyDirs, Map<String, String> links) {
    static final FileLists NONE = new FileLists(List.of(), List.of(), List.of(), Map.of());

    public FileLists {
        files = List.copyOf(files);
        dirs = List.copyOf(dirs);
        emptyDirs = List.copyOf(emptyDirs);
        links = Map.copyOf(links);
    }
}
