package io.brine.client;

import io.brine.client.ClientException.Kind;
import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.transport.RequestClient;
import io.brine.transport.Roads;
import io.brine.transport.Roads.RoadOptions;
import io.brine.transport.TransportException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Requests in the clear, as people's tools send them: {@code {enc: "clear", load: {cmd, ...}, version: 3}} (PROTOCOL 6.1, 17.6). */
final class ClearChannel implements AutoCloseable {
    private static final long REQUEST_VERSION = 3;

    private final RequestClient requests;

    ClearChannel(Roads roads, String requestUri) {
        this.requests = roads.requestClient(requestUri, RoadOptions.DEFAULT);
    }

    /**
     * The master's answer, any tree; text alone is an error message of its.
     *
     * @throws ClientException if none comes in time or it is no tree
     */
    Object send(Map<String, Object> load, Duration timeout) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("enc", "clear");
        request.put("load", load);
        request.put("version", REQUEST_VERSION);
        try {
            return MsgPack.unpackWire(
                    requests.ask(MsgPack.packWire(request), timeout).get());
        } catch (ExecutionException failed) {
            throw translated(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ClientException(Kind.UNREACHABLE, "interrupted while the master was asked", interrupted);
        } catch (DataException garbage) {
            throw new ClientException(Kind.REFUSED, "the master's answer is not MessagePack", garbage);
        }
    }

    private static ClientException translated(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new ClientException(Kind.TIMEOUT, Sayings.TIMED_OUT, cause);
        }
        if (cause instanceof TransportException) {
            return new ClientException(Kind.UNREACHABLE, Sayings.UNREACHABLE, cause);
        }
        return new ClientException(Kind.REFUSED, String.valueOf(cause), cause);
    }

    @Override
    public void close() {
        requests.close();
    }
}
