package io.brine.api;

import io.brine.config.ApiConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request's way through the house, step by step: its address, its mount, the gate, its body, the lane, the resource, the
 * answer. Nothing here waits.
 */
final class Door extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final ApiConfig config;
    private final Mounts mounts;
    private final Gate gate;
    private final Lanes lanes;
    private final CrossOrigin crossOrigin;
    private final BodyRoom bodies;
    private final AppPage appPage;
    private final AnswerWriter writer;
    private final DoorCounts counts;

    Door(ApiConfig config, Mounts mounts, Gate gate, Lanes lanes, AnswerWriter writer, DoorCounts counts) {
        this.config = config;
        this.mounts = mounts;
        this.gate = gate;
        this.lanes = lanes;
        this.counts = counts;
        this.crossOrigin = new CrossOrigin();
        this.bodies = new BodyRoom(config.limits().maxRequestBodySize());
        this.appPage = new AppPage(config.files());
        this.writer = writer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        counts.began();
        Exchange exchange =
                new Exchange(request, response, Callback.from(callback, () -> counts.answered(response.getStatus())));
        exchange.guarded(() -> begin(exchange));
        return true;
    }

    private void begin(Exchange exchange) {
        ApiRequest request = read(exchange.request, exchange.response);
        exchange.asked = request;
        gate.checkAddress(request);
        crossOrigin.allow(request, exchange.response);
        if (request.method().equals("OPTIONS")) {
            exchange.answer(crossOrigin.preflight(request, exchange.response));
            return;
        }
        if (appPage.isWanted(request) && !mounts.isOurs(request)) {
            exchange.answer(appPage.handle(request));
            return;
        }
        exchange.response.getHeaders().put("Allow", mounts.allowed(request));
        Mount mount = mounts.of(request);
        ApiRequest identified = gate.identified(request.below(mount));
        if (mount.access() == Mount.Access.SESSION) {
            gate.checkSession(identified);
            exchange.response.getHeaders().put("Cache-Control", "private");
        }
        exchange.asked = identified;
        if (request.method().equals("POST") || request.method().equals("PUT")) {
            readBody(exchange, mount, identified);
        } else {
            run(exchange, mount, identified);
        }
    }

    private ApiRequest read(Request request, Response response) {
        String path = Request.getPathInContext(request);
        String decoded = request.getHttpURI().getDecodedPath();
        if (decoded == null || path == null || hasControl(decoded)) {
            throw new HttpRefusal(400, "Illegal path");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.merge(field.getName(), String.valueOf(field.getValue()), (one, other) -> one + ", " + other);
        }
        Map<String, String> query = new LinkedHashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.put(field.getName(), field.getValue());
        }
        return new ApiRequest(
                request.getMethod(),
                withoutPrefix(decoded),
                "",
                query,
                headers,
                Request.getRemoteAddr(request),
                new byte[0],
                Optional.empty(),
                new ClientPresence(request, response));
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(symbol -> symbol < 0x20 || symbol == 0x7f);
    }

    private String withoutPrefix(String path) {
        String prefix = config.rootPrefix().replaceFirst("/+$", "");
        if (prefix.isEmpty()) {
            return path;
        }
        if (!path.equals(prefix) && !path.startsWith(prefix + "/")) {
            throw Mounts.notFound(path);
        }
        String inside = path.substring(prefix.length());
        return inside.isEmpty() ? "/" : inside;
    }

    private void readBody(Exchange exchange, Mount mount, ApiRequest request) {
        int most = config.limits().maxRequestBodySize();
        long length = exchange.request.getLength();
        long taken = length > most ? 0 : length < 0 ? most : length;
        bodies.take(taken);
        Request.addCompletionListener(exchange.request, failure -> bodies.give(taken));
        BodyRead.read(
                exchange.request,
                most,
                bytes -> {
                    exchange.bodyRead = true;
                    exchange.guarded(() -> run(exchange, mount, request.with(bytes)));
                },
                refusal -> {
                    counts.refused(refusal.status() == 408 ? "slow body" : "body");
                    exchange.fail(refusal);
                });
    }

    private void run(Exchange exchange, Mount mount, ApiRequest request) {
        exchange.asked = request;
        lanes.run(
                mount.lane(),
                () -> exchange.guarded(() -> exchange.answer(mount.resource().handle(request))));
    }

    /** One request and what is to be told about it. */
    private final class Exchange {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private volatile ApiRequest asked;
        private volatile boolean bodyRead;

        Exchange(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.bodyRead = request.getLength() == 0;
        }

        void guarded(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException | Error refused) {
                // Whatever it was, the client waits for an answer.
                fail(refused);
            }
        }

        void answer(Answer answer) {
            ApiRequest shown = asked == null ? unread() : asked;
            writer.write(shown, answer, response, callback);
        }

        void fail(Throwable failed) {
            if (response.isCommitted()) {
                callback.failed(failed);
            } else if (failed instanceof HttpRefusal refusal) {
                if (!bodyRead) {
                    // what is left of it would be taken for the next request
                    response.getHeaders().put("Connection", "close");
                }
                answer(Answer.refusal(refusal.status(), refusal.getMessage()));
            } else {
                LOG.warn("{} failed: {}", asked, failed.toString());
                LOG.debug("{} failed", asked, failed);
                Map<String, Object> tree = new LinkedHashMap<>();
                tree.put("status", 500);
                tree.put("return", "An unexpected error occurred");
                answer(Answer.tree(500, tree));
            }
        }

        private ApiRequest unread() {
            return new ApiRequest(
                    request.getMethod(), "", "", Map.of(), Map.of(), "", new byte[0], Optional.empty(), () -> true);
        }
    }
}
