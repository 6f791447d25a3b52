package io.brine.master;

import io.brine.channel.Reply;
import io.brine.data.Trees;
import io.brine.fileserver.FileServer;
import io.brine.fileserver.PushedFiles;
import io.brine.wire.FileCommand;
import io.brine.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file server's commands, and {@code _file_recv}, by which minions send files up (PROTOCOL 7). */
final class FileHandlers {
    private final FileServer files;
    private final PushedFiles pushed;

    FileHandlers(FileServer files, PushedFiles pushed) {
        this.files = files;
        this.pushed = pushed;
    }

    /** What any minion may ask, by command. */
    Map<String, RequestHandler> handlers() {
        Map<String, RequestHandler> handlers = new LinkedHashMap<>();
        for (String cmd : FileCommand.ALL) {
            handlers.put(
                    cmd,
                    (caller, load) ->
                            new Reply.Encrypted(files.answer(cmd, load).orElseThrow()));
        }
        return handlers;
    }

    /** {path: [components], loc, data, [size]}: whether the piece was taken. */
    Reply receive(MinionId id, Map<String, Object> load) {
        if (!load.containsKey("data")) {
            return new Reply.Encrypted(false);
        }
        return new Reply.Encrypted(
                pushed.take(id, load.get("path"), load.getOrDefault("loc", 0L), Trees.bytes(load.get("data"))));
    }
}
