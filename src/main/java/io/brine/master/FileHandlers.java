package io.brine.master;

import io.brine.channel.Caller;
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
    private final MasterListener listener;

    FileHandlers(FileServer files, PushedFiles pushed, MasterListener listener) {
        this.files = files;
        this.pushed = pushed;
        this.listener = listener;
    }

    /** What any minion may ask, by command. */
    Map<String, RequestHandler> handlers() {
        Map<String, RequestHandler> handlers = new LinkedHashMap<>();
        for (String cmd : FileCommand.ALL) {
            handlers.put(cmd, (caller, load) -> {
                Object answer = files.answer(cmd, load).orElseThrow();
                if (cmd.equals("_serve_file")) {
                    told(caller, load, answer);
                }
                return new Reply.Encrypted(answer);
            });
        }
        return handlers;
    }

    private void told(Caller caller, Map<String, Object> load, Object answer) {
        Map<?, ?> chunk = answer instanceof Map<?, ?> map ? map : Map.of();
        long bytes = chunk.get("data") instanceof byte[] data ? data.length : 0;
        listener.onFileServed(
                caller.minion().map(MinionId::value).orElse(""),
                String.valueOf(load.get("saltenv")),
                String.valueOf(load.get("path")),
                Loads.number(load, "loc", 0),
                bytes,
                !"".equals(chunk.get("dest")));
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
