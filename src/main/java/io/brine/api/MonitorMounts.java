package io.brine.api;

import io.brine.api.Mount.Access;
import io.brine.api.Mount.Lane;
import io.brine.monitor.Metrics;
import io.brine.monitor.Monitor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What scrapers and balancers ask of the door: {@code /metrics} from this host or with a session, {@code /healthz} and
 * {@code /readyz} from anywhere, where only this host and sessions are told why. What a proxy on this host brings is not of this
 * host.
 */
public final class MonitorMounts {
    private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    private final Monitor monitor;

    private MonitorMounts(Monitor monitor) {
        this.monitor = monitor;
    }

    public static List<Mount> of(Monitor monitor) {
        MonitorMounts mounts = new MonitorMounts(monitor);
        return List.of(
                Mount.get("/metrics", Access.ANYBODY, Lane.QUICK, mounts::metrics)
                        .alone(),
                Mount.get("/healthz", Access.ANYBODY, Lane.QUICK, mounts::alive).alone(),
                Mount.get("/readyz", Access.ANYBODY, Lane.QUICK, mounts::ready).alone());
    }

    private Answer metrics(ApiRequest request) {
        if (!isTrusted(request)) {
            throw new HttpRefusal(401, Gate.NO_PERMISSION);
        }
        return new Answer.Bytes(
                200, Map.of(), Metrics.CONTENT_TYPE, monitor.metrics().text());
    }

    private Answer alive(ApiRequest request) {
        return monitor.health().isAlive() ? text(200, "ok") : text(503, "not alive");
    }

    private Answer ready(ApiRequest request) {
        List<String> reasons = monitor.health().report().notReady();
        if (reasons.isEmpty()) {
            return text(200, "ok");
        }
        return text(503, isTrusted(request) ? String.join("\n", reasons) : "not ready");
    }

    private static boolean isTrusted(ApiRequest request) {
        boolean isForwarded =
                FORWARDED.stream().anyMatch(name -> request.header(name).isPresent());
        return request.session().isPresent() || !isForwarded && isThisHost(request.peer());
    }

    /** The peer is a number, so nothing is looked up. */
    private static boolean isThisHost(String peer) {
        try {
            return InetAddress.getByName(peer).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    private static Answer text(int status, String words) {
        byte[] bytes = (words + "\n").getBytes(StandardCharsets.UTF_8);
        return new Answer.Bytes(status, Map.of(), "text/plain;charset=utf-8", bytes);
    }
}
