package io.brine.master;

import io.brine.channel.Caller;
import io.brine.channel.Reply;
import java.util.Map;

/** Answers one command. */
@FunctionalInterface
interface RequestHandler {
    /**
     * @param load the opened load, {@code cmd} included; the handler may keep and change it
     * @return a reply; an exception becomes what Salt answers when a handler throws
     */
    Reply handle(Caller caller, Map<String, Object> load);
}
