package io.brine.api;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the door has seen since it opened. */
public final class DoorCounts {
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder> answered = new ConcurrentHashMap<>();
    private final LongAdder requests = new LongAdder();
    private final LongAdder underWay = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder bytesWritten = new LongAdder();

    /** @param reason one of a small set of words, never something a client sent */
    void refused(String reason) {
        refused.computeIfAbsent(reason, word -> new LongAdder()).increment();
    }

    void began() {
        requests.increment();
        underWay.increment();
    }

    /** Bodies only. */
    void moved(long read, long written) {
        bytesRead.add(Math.max(0, read));
        bytesWritten.add(Math.max(0, written));
    }

    void answered(int status) {
        answered.computeIfAbsent(status, number -> new LongAdder()).increment();
        underWay.decrement();
    }

    /** Requests refused, by reason. */
    public Map<String, Long> refusals() {
        Map<String, Long> all = new TreeMap<>();
        refused.forEach((reason, count) -> all.put(reason, count.sum()));
        return all;
    }

    /** Answers by status. */
    public Map<Integer, Long> answers() {
        Map<Integer, Long> all = new TreeMap<>();
        answered.forEach((status, count) -> all.put(status, count.sum()));
        return all;
    }

    public long bytesRead() {
        return bytesRead.sum();
    }

    public long bytesWritten() {
        return bytesWritten.sum();
    }

    public long requests() {
        return requests.sum();
    }

    /** Requests read and not yet answered; an open event stream is one. */
    public long underWay() {
        return underWay.sum();
    }
}
