package io.brine.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A job under way and its answers as they come. For the thread that owns the {@link LocalClient}. */
public final class JobHandle {
    private final LocalClient client;
    private final Publication publication;
    private final Gathering gathering;
    private final Deque<MinionReturn> arrived = new ArrayDeque<>();
    private boolean over;

    JobHandle(LocalClient client, Publication publication, Gathering gathering) {
        this.client = client;
        this.publication = publication;
        this.gathering = gathering;
    }

    public Publication publication() {
        return publication;
    }

    public String jid() {
        return publication.jid();
    }

    /** The next return; waits until it comes or none will come any more, which is when it gives nothing. */
    public Optional<MinionReturn> next() {
        while (true) {
            Optional<MinionReturn> ready = poll(Duration.ofSeconds(1));
            if (ready.isPresent() || isOver()) {
                return ready;
            }
        }
    }

    /** The next return if it comes in this time. */
    public Optional<MinionReturn> poll(Duration patience) {
        if (arrived.isEmpty() && !over) {
            client.pump(patience, List.of(this));
        }
        return Optional.ofNullable(arrived.poll());
    }

    /** No return is waiting and none will come. */
    public boolean isOver() {
        return over && arrived.isEmpty();
    }

    /** Once it is over: those who were expected and did not return, and those the master does not know; sorted. */
    public List<String> unheard() {
        return List.copyOf(gathering.unheard());
    }

    Gathering gathering() {
        return gathering;
    }

    void onReturn(MinionReturn answer) {
        arrived.add(answer);
    }

    boolean hasArrived() {
        return !arrived.isEmpty();
    }

    boolean isGatheringOver() {
        return over;
    }

    void close() {
        over = true;
    }
}
