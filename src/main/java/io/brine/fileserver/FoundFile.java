package io.brine.fileserver;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that may be served. @param file absolute @param rel below its root
 * @param stat mode, inode, device, links, uid, gid, size, atime, mtime, ctime
 * @param backend roots
 */
public record FoundFile(Path file, String rel, List<Long> stat, String backend) {
    /** {path, rel, stat, back}: the reply to {@code _file_find}. */
    public Map<String, Object> asReply() {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("path", file.toString());
        reply.put("rel", rel);
        reply.put("stat", stat);
        reply.put("back", backend);
        return reply;
    }

    /** {path: "", rel: ""}: there is no such file, or it may not be served. */
    static Map<String, Object> noneReply() {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("path", "");
        reply.put("rel", "");
        return reply;
    }
}
