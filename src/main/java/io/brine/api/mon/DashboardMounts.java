package io.brine.api.mon;

import io.brine.api.Answer;
import io.brine.api.ApiRequest;
import io.brine.api.ApiSession;
import io.brine.api.HttpRefusal;
import io.brine.api.Mount;
import io.brine.api.Mount.Access;
import io.brine.api.Mount.Lane;
import io.brine.api.Resource;
import io.brine.api.StaticFiles;
import io.brine.events.EventSource;
import io.brine.monitor.board.Board;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The dashboard's addresses:
 * <pre>
 *   /mon/...         its files, for anybody: they hold nothing but code
 *   /mon/stream      what changes, as server-sent events ({@link LiveHub})
 *   /mon/api/...     questions ({@link Questions}) and what people do to what they see ({@link Actions})
 *   /mon/plain       the same numbers as text
 * </pre>
 */
public final class DashboardMounts implements AutoCloseable {
    /** Nothing comes from elsewhere, nothing of a page is run but its own files, and nobody may frame it. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final LiveHub hub;
    private final List<Mount> mounts;

    /** @param bus opens a reader of the master's bus that lets everything through @param files of the pages */
    DashboardMounts(Board board, Supplier<EventSource> bus, Clock clock, Resource files) {
        this.hub = new LiveHub(board, bus, clock);
        Questions questions = new Questions(board, hub);
        this.mounts = List.of(
                Mount.get("/mon", Access.ANYBODY, Lane.QUICK, request -> page(files, request)),
                Mount.get("/mon/stream", Access.SESSION, Lane.QUICK, this::stream)
                        .alone(),
                Mount.get("/mon/plain", Access.SESSION, Lane.QUICK, this::plain).alone(),
                Mount.get("/mon/api/me", Access.ANYBODY, Lane.AT_ONCE, questions::me)
                        .alone(),
                Mount.post("/mon/api", Access.SESSION, Lane.QUICK, new Actions(board.hands())::act),
                Mount.get("/mon/api", Access.SESSION, Lane.QUICK, questions::answer));
    }

    /** @param bus opens a reader of the master's bus that lets everything through */
    public static DashboardMounts over(Board board, Supplier<EventSource> bus, Clock clock) {
        return new DashboardMounts(
                board, bus, clock, StaticFiles.ofClassPath(DashboardMounts.class, "pages", "index.html"));
    }

    public List<Mount> mounts() {
        return mounts;
    }

    /** How many streams there are: one for each browser. */
    int listeners() {
        return hub.listeners();
    }

    /** How many browsers do not keep up: they get a snapshot when they have caught up. */
    long behind() {
        return hub.behind();
    }

    private static Answer page(Resource files, ApiRequest request) {
        if (request.rest().isEmpty() && !request.path().endsWith("/")) {
            return new Answer.Bytes(302, Map.of("Location", "mon/"), "text/plain", new byte[0]);
        }
        return files.handle(request)
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Opener-Policy", "same-origin")
                .with("Cross-Origin-Resource-Policy", "same-origin")
                .with("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
                .with("X-Frame-Options", "DENY")
                .with("Cache-Control", "no-cache");
    }

    private Answer stream(ApiRequest request) {
        ApiSession session = request.requiredSession();
        if (!Rights.of(session).view()) {
            throw new HttpRefusal(403, "Looking is not allowed");
        }
        Set<String> topics = Topics.parse(request.parameter("topics").orElse(""));
        String last = request.header("Last-Event-ID")
                .or(() -> request.parameter("last"))
                .orElse("");
        return Answer.events(stream -> hub.join(stream, session, topics, last)).with("X-Accel-Buffering", "no");
    }

    private Answer plain(ApiRequest request) {
        Rights.toView(request.requiredSession());
        return Answer.text("text/plain;charset=utf-8", hub.plain());
    }

    @Override
    public void close() {
        hub.close();
    }
}
