package io.brine.transport.zmtp;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pipes that have something for the application, each in its turn with one message. Guarded by the socket's lock. */
final class FairQueue {
    /** A message and whom it came from. */
    record Taken(Pipe from, List<byte[]> frames) {}

    private final Set<Pipe> waiting = new LinkedHashSet<>();

    void add(Pipe pipe) {
        waiting.add(pipe);
    }

    Optional<Taken> take() {
        Iterator<Pipe> first = waiting.iterator();
        if (!first.hasNext()) {
            return Optional.empty();
        }
        Pipe pipe = first.next();
        first.remove();
        List<byte[]> frames = pipe.takeInbound();
        if (pipe.hasInbound()) {
            waiting.add(pipe);
        }
        return Optional.of(new Taken(pipe, frames));
    }
}
