package io.brine.master.runners;

import io.brine.data.Json;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.functions.Arguments;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.wire.Event;
import java.time.Duration;
import java.util.Optional;

/** {@code state.event}: the bus, printed as it goes by. Source: 3006.0 modules/state.py event. */
final class StateRunner implements FunctionModule {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final RunnerContext context;

    StateRunner(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "state";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "event",
                Parameters.of(
                        "tagmatch='*'", "count=-1", "quiet=False", "sock_dir=None", "pretty=False", "node=master"),
                "Print events whose tag matches, each as its tag, a tab and JSON.\n\nsalt-run state.event pretty=True",
                (call, arguments) -> watch(arguments));
    }

    /** Until so many have come, the bus ends, or the thread is interrupted; -1 is for ever. */
    private Object watch(Arguments arguments) {
        long left = arguments.value("count") instanceof Number number ? number.longValue() : -1;
        boolean quiet = Boolean.TRUE.equals(arguments.value("quiet"));
        boolean pretty = Boolean.TRUE.equals(arguments.value("pretty"));
        Json.Style style = pretty ? Json.Style.indented(4).sorted() : Json.Style.DEFAULT;
        try (EventSource events = context.listen().apply(EventFilter.glob(arguments.text("tagmatch")))) {
            while (left != 0 && events.isOpen() && !Thread.currentThread().isInterrupted()) {
                Optional<Event> event = events.next(PATIENCE);
                if (event.isEmpty()) {
                    continue;
                }
                if (!quiet) {
                    context.printer()
                            .accept(event.get().tag() + "\t"
                                    + Json.dump(event.get().data(), style));
                }
                left = left > 0 ? left - 1 : left;
            }
        }
        return null;
    }
}
