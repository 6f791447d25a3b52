package io.brine.channel;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.transport.RequestClient;
import io.brine.wire.Payload;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Requests in the clear, such as a command line's {@code publish}: who asks is in the load. Thread-safe. */
public final class ClearChannel {
    private final RequestClient client;

    public ClearChannel(RequestClient client) {
        this.client = client;
    }

    /**
     * The master's answer: a map, or a text such as {@code bad load}. Fails with
     * {@link java.util.concurrent.TimeoutException}, or {@link DataException} for an answer that is no MessagePack.
     *
     * @param load with its {@code cmd} and credentials
     */
    public CompletableFuture<Object> ask(Map<String, Object> load, Duration timeout) {
        return client.ask(MsgPack.packWire(Payload.clear(load).toMap()), timeout)
                .thenApply(MsgPack::unpackWire);
    }
}
