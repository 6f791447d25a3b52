package io.brine.config;

/**
 * The event bus of a daemon.
 * @param maxEventSizeBytes {@code max_event_size}, 1048576
 * @param writeBufferBytes {@code ipc_write_buffer}; 0 = unbounded for Salt
 * @param presenceEvents {@code presence_events}
 * @param eventMatchType {@code event_match_type}: startswith, endswith, find, regex, fnmatch
 */
public record EventsConfig(
        int maxEventSizeBytes, long writeBufferBytes, boolean presenceEvents, String eventMatchType) {
    private static final long DYNAMIC_BUFFER_BYTES = 64L << 20;

    static EventsConfig from(Options options) {
        boolean dynamic = "dynamic".equals(options.value("ipc_write_buffer"));
        return new EventsConfig(
                options.integer("max_event_size"),
                dynamic ? DYNAMIC_BUFFER_BYTES : options.wholeNumber("ipc_write_buffer"),
                options.flag("presence_events"),
                options.text("event_match_type"));
    }
}
