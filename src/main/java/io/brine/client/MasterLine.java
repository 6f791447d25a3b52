package io.brine.client;

import io.brine.transport.Roads;
import java.util.function.BooleanSupplier;

/**
 * A line to a master that is kept, for a process with many short-lived clients at once: they share a few connections to its
 * request port, opened when they are needed, and one reader of its bus. Thread-safe.
 */
public final class MasterLine implements AutoCloseable {
    private final ClientSettings settings;
    private final ClearRequests requests;
    private final SharedEvents events;

    /**
     * Nothing is sent yet.
     *
     * @param roads stay the caller's to close
     * @param events stay the caller's to close
     */
    public MasterLine(ClientSettings settings, Roads roads, SharedEvents events) {
        this.settings = settings;
        this.requests = new ClearRequests(roads, settings.master().requestUri());
        this.events = events;
    }

    /** A client for one use by one thread; closing it leaves the line as it is. */
    public LocalClient client() {
        return client(() -> true);
    }

    /** @param isWanted asked about once a second while a job is waited for; false ends that with {@code UNWANTED} */
    public LocalClient client(BooleanSupplier isWanted) {
        return new LocalClient(settings, requests, prefix -> events.listen(prefix, isWanted), () -> {});
    }

    @Override
    public void close() {
        requests.close();
    }
}
