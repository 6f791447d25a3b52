package io.brine.master;

import java.util.Map;

/** The file server's commands (PROTOCOL 7). */
final class FileHandlers {
    void addTo(Map<String, RequestHandler> table) {}
}
