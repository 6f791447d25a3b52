package io.brine.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A REQ that never sticks: many requests may be asked at once, each is answered on its own or fails with
 * {@link java.util.concurrent.TimeoutException}; a late answer to a request that timed out is dropped.
 */
public interface RequestClient extends AutoCloseable {
    CompletableFuture<byte[]> ask(byte[] body, Duration timeout);

    @Override
    void close();
}
