package io.brine.monitor;

import io.brine.events.EventBus;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.wire.Event;
import java.time.Duration;
import java.util.Optional;

/** Counts runners among the jobs, as salt-exporter does: {@code salt/run/<jid>/new} and {@code .../ret}. */
final class RunnerWatch implements AutoCloseable {
    private final EventSource events;
    private final JobMeters jobs;

    RunnerWatch(EventBus bus, JobMeters jobs) {
        this.events = bus.subscribe(EventFilter.startingWith("salt/run/"));
        this.jobs = jobs;
    }

    /** Takes what has come. */
    void drain() {
        Optional<Event> event = events.next(Duration.ZERO);
        while (event.isPresent()) {
            take(event.get());
            event = events.next(Duration.ZERO);
        }
    }

    private void take(Event event) {
        boolean isReturn = event.tag().endsWith("/ret");
        if (event.data().get("fun") instanceof String fun
                && (isReturn || event.tag().endsWith("/new"))) {
            jobs.onRunner(fun, isReturn, !Boolean.FALSE.equals(event.data().get("success")));
        }
    }

    @Override
    public void close() {
        events.close();
    }
}
