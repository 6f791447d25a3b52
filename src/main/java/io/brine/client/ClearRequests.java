package io.brine.client;

import io.brine.channel.ClearChannel;
import io.brine.client.ClientException.Kind;
import io.brine.data.DataException;
import io.brine.transport.RequestClient;
import io.brine.transport.Roads;
import io.brine.transport.Roads.RoadOptions;
import io.brine.transport.TransportException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** A master's request port as people's tools use it, one question after the other; what goes wrong has Salt's words. */
final class ClearRequests implements AutoCloseable {
    private final RequestClient road;
    private final ClearChannel channel;

    ClearRequests(Roads roads, String requestUri) {
        this.road = roads.requestClient(requestUri, RoadOptions.DEFAULT);
        this.channel = new ClearChannel(road);
    }

    /**
     * The master's answer, any tree; text alone is an error message of its.
     *
     * @throws ClientException if none comes in time or it is no tree
     */
    Object send(Map<String, Object> load, Duration timeout) {
        try {
            return channel.ask(load, timeout).get();
        } catch (ExecutionException failed) {
            throw translated(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ClientException(Kind.UNREACHABLE, "interrupted while the master was asked", interrupted);
        }
    }

    private static ClientException translated(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new ClientException(Kind.TIMEOUT, Sayings.TIMED_OUT, cause);
        }
        if (cause instanceof TransportException) {
            return new ClientException(Kind.UNREACHABLE, Sayings.UNREACHABLE, cause);
        }
        if (cause instanceof DataException) {
            return new ClientException(Kind.REFUSED, "the master's answer is not MessagePack", cause);
        }
        return new ClientException(Kind.REFUSED, String.valueOf(cause), cause);
    }

    @Override
    public void close() {
        road.close();
    }
}
