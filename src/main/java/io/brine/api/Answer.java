package io.brine.api;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a {@link Resource} gives. */
public sealed interface Answer {
    int status();

    /** Besides those every answer has. A header's value holds no line break. */
    Map<String, String> headers();

    /** The same with another header. */
    Answer with(String name, String value);

    /** A tree, written as JSON or YAML as the client accepts. */
    record Tree(int status, Map<String, String> headers, Object tree) implements Answer {
        @Override
        public Answer with(String name, String value) {
            return new Tree(status, plus(headers, name, value), tree);
        }
    }

    /** Bytes of a known type. */
    record Bytes(int status, Map<String, String> headers, String contentType, byte[] bytes) implements Answer {
        @Override
        public Answer with(String name, String value) {
            return new Bytes(status, plus(headers, name, value), contentType, bytes);
        }
    }

    /** Server-sent events: {@code opened} is given the stream when the headers are out, and keeps it. */
    record Events(int status, Map<String, String> headers, Consumer<EventStream> opened) implements Answer {
        @Override
        public Answer with(String name, String value) {
            return new Events(status, plus(headers, name, value), opened);
        }
    }

    /** The connection becomes a WebSocket that is told the bus. */
    record Socket(int status, Map<String, String> headers, EventSocket endpoint) implements Answer {
        @Override
        public Answer with(String name, String value) {
            return new Socket(status, plus(headers, name, value), endpoint);
        }
    }

    static Answer tree(Object tree) {
        return new Tree(200, Map.of(), tree);
    }

    static Answer tree(int status, Object tree) {
        return new Tree(status, Map.of(), tree);
    }

    static Answer text(String contentType, String text) {
        return new Bytes(200, Map.of(), contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer bytes(String contentType, byte[] bytes) {
        return new Bytes(200, Map.of(), contentType, bytes);
    }

    static Answer events(Consumer<EventStream> opened) {
        return new Events(200, Map.of(), opened);
    }

    /** The page shown for a status. */
    static Answer refusal(int status, String message) {
        return ErrorPage.of(status, message);
    }

    private static Map<String, String> plus(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return more;
    }
}
