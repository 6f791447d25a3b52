package io.brine.api;

import io.brine.data.DataException;
import io.brine.data.Json;
import io.brine.data.Yaml;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Puts an answer on the wire: JSON or YAML as the client accepts, compressed if it may be and is worth it. */
final class AnswerWriter {
    private static final List<String> TREE_TYPES = List.of("application/json", "application/x-yaml");
    private static final int WORTH_COMPRESSING = 1400;

    private final DoorCounts counts;

    private final Sockets sockets;
    private final EventStream.Backlog backlog;

    /** Turns a connection into a WebSocket. @return false if the request asks for none */
    @FunctionalInterface
    interface Sockets {
        boolean open(EventSocket endpoint, Request request, Response response, Callback callback);
    }

    AnswerWriter(DoorCounts counts, Sockets sockets) {
        this.counts = counts;
        this.backlog = new EventStream.Backlog(new AtomicLong(), () -> counts.refused("slow reader"));
        this.sockets = sockets;
    }

    /** @throws HttpRefusal 406 if the client accepts nothing a tree can be written as */
    static String treeType(ApiRequest request) {
        return new Accept(request.header("Accept").orElse(""))
                .best(TREE_TYPES)
                .orElseThrow(() -> new HttpRefusal(
                        406,
                        "Your client sent this Accept header: "
                                + request.header("Accept").orElse("")
                                + ". But this resource only emits these media types: " + String.join(", ", TREE_TYPES)
                                + "."));
    }

    void write(ApiRequest request, Answer answer, Response response, Callback callback) {
        if (answer instanceof Answer.Socket socket) {
            if (!sockets.open(socket.endpoint(), response.getRequest(), response, callback)) {
                write(request, Answer.refusal(400, "A WebSocket handshake is expected here"), response, callback);
            }
            return;
        }
        if (answer instanceof Answer.Events events) {
            head(events, "text/event-stream;charset=utf-8", response);
            response.getHeaders().put("Cache-Control", "no-cache");
            EventStream stream = new EventStream(response, callback, backlog);
            response.write(
                    false,
                    ByteBuffer.allocate(0),
                    Callback.from(() -> events.opened().accept(stream), callback::failed));
            return;
        }
        Answer.Bytes bytes = answer instanceof Answer.Tree tree ? written(request, tree) : (Answer.Bytes) answer;
        head(bytes, bytes.contentType(), response);
        byte[] body = bytes.bytes();
        if (body.length >= WORTH_COMPRESSING && acceptsGzip(request) && isText(bytes.contentType())) {
            body = compressed(body);
            response.getHeaders().put("Content-Encoding", "gzip");
        }
        response.getHeaders().add("Vary", "Accept-Encoding");
        response.getHeaders().put("Content-Length", body.length);
        counts.moved(request.body().length, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private static void head(Answer answer, String contentType, Response response) {
        response.setStatus(answer.status());
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Content-Type", contentType);
        answer.headers().forEach((name, value) -> headers.put(name, value.replaceAll("[\\r\\n]", " ")));
    }

    private static Answer.Bytes written(ApiRequest request, Answer.Tree tree) {
        try {
            String type = treeType(request);
            String text =
                    type.equals("application/json") ? Json.dump(tree.tree()) : Yaml.dumpBlock(sorted(tree.tree()));
            return new Answer.Bytes(tree.status(), tree.headers(), type, text.getBytes(StandardCharsets.UTF_8));
        } catch (DataException unspeakable) {
            return (Answer.Bytes) Answer.refusal(500, "Could not serialize the return data from Salt.");
        } catch (HttpRefusal refusal) {
            return (Answer.Bytes) Answer.refusal(refusal.status(), refusal.getMessage());
        }
    }

    /** PyYAML's {@code safe_dump} sorts keys. */
    private static Object sorted(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, Object> ordered = new TreeMap<>();
            map.forEach((key, value) -> ordered.put(String.valueOf(key), sorted(value)));
            return ordered;
        }
        if (tree instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(sorted(item)));
            return items;
        }
        return tree;
    }

    private static boolean acceptsGzip(ApiRequest request) {
        return request.header("Accept-Encoding").orElse("").contains("gzip");
    }

    private static boolean isText(String type) {
        return type.startsWith("text/")
                || type.startsWith("application/json")
                || type.startsWith("application/x-yaml")
                || type.startsWith("image/svg");
    }

    private static byte[] compressed(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }
}
