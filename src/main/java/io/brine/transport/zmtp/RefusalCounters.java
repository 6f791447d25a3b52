package io.brine.transport.zmtp;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often each {@link Refusal} happened; counted on event loops, read from anywhere. */
public final class RefusalCounters {
    private final Map<Refusal, LongAdder> counters = new EnumMap<>(Refusal.class);

    RefusalCounters() {
        for (Refusal reason : Refusal.values()) {
            counters.put(reason, new LongAdder());
        }
    }

    void count(Refusal reason) {
        counters.get(reason).increment();
    }

    public long of(Refusal reason) {
        return counters.get(reason).sum();
    }

    /** All reasons by name, also those that never happened. */
    public Map<String, Long> snapshot() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counters.forEach((reason, counter) -> counts.put(reason.name(), counter.sum()));
        return counts;
    }
}
