package io.brine.client;

import io.brine.target.BatchSize;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A job for many minions of which only so many work at once: whoever finishes makes room for the next (PROTOCOL 11.4). Who
 * takes part is found by {@code test.ping}; each step is a job of its own with a list target.
 * Source: 3006.0 salt/cli/batch.py Batch.
 */
public final class BatchRun {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /**
     * @param size minions busy at once
     * @param waitMillis pause before the place of a finished minion is given away, {@code --batch-wait}
     * @param failhard stop after the first return with a return code
     */
    public record Settings(BatchSize size, long waitMillis, boolean failhard) {}

    private final LocalClient client;
    private final JobRequest request;
    private final Settings settings;
    private final BatchListener listener;
    private final Deque<String> toRun = new ArrayDeque<>();
    private final Set<String> active = new LinkedHashSet<>();
    private final Map<JobHandle, Set<String>> jobs = new LinkedHashMap<>();
    private final List<Long> places = new ArrayList<>();
    private boolean stopped;

    public BatchRun(LocalClient client, JobRequest request, Settings settings, BatchListener listener) {
        this.client = client;
        this.request = request;
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Runs to the end.
     *
     * @return what the master said to the ping: nothing was sent if the target matches nobody
     * @throws ClientException if the master cannot be asked or refuses
     */
    public Publication run() {
        JobHandle ping = client.run(request.asking("test.ping", List.of()));
        Set<String> up = new TreeSet<>();
        for (Optional<MinionReturn> next = ping.next(); next.isPresent(); next = ping.next()) {
            up.add(next.get().id());
        }
        ping.unheard().forEach(listener::onDown);
        // the last first, as Salt pops them off its list
        up.forEach(toRun::push);
        int size = settings.size().of(up.size());
        while (!stopped && !(toRun.isEmpty() && jobs.isEmpty())) {
            send(size);
            if (jobs.isEmpty() && !places.isEmpty()) {
                waitForPlace();
            } else {
                client.pump(patience(), jobs.keySet());
                collect();
            }
        }
        return ping.publication();
    }

    private void send(int size) {
        long now = now();
        places.removeIf(freeAt -> freeAt <= now);
        int room = size - active.size() - places.size();
        List<String> next = new ArrayList<>();
        while (next.size() < room && !toRun.isEmpty()) {
            next.add(toRun.pop());
        }
        if (next.isEmpty()) {
            return;
        }
        active.addAll(next);
        listener.onSend(next.stream().sorted().toList());
        jobs.put(client.run(request.to(List.copyOf(next), "list")), new LinkedHashSet<>(next));
    }

    private Duration patience() {
        long soonest = places.stream().mapToLong(freeAt -> freeAt - now()).min().orElse(PATIENCE.toMillis());
        return Duration.ofMillis(Math.max(1, Math.min(soonest, PATIENCE.toMillis())));
    }

    /** Nobody works: time passes by listening to nobody, so that nothing on the bus piles up. */
    private void waitForPlace() {
        client.idle(patience());
    }

    private void collect() {
        for (JobHandle job : List.copyOf(jobs.keySet())) {
            Optional<MinionReturn> next = job.poll(Duration.ZERO);
            while (next.isPresent() && !stopped) {
                onReturn(next.get(), jobs.get(job));
                next = job.poll(Duration.ZERO);
            }
            if (job.isOver() && !stopped) {
                silent(jobs.remove(job));
            }
        }
    }

    private void onReturn(MinionReturn answer, Set<String> waitedFor) {
        if (!waitedFor.remove(answer.id())) {
            return;
        }
        leave(answer.id());
        listener.onReturn(answer);
        if (settings.failhard() && answer.retcode() > 0) {
            stopped = true;
            listener.onFailhard(answer, List.copyOf(toRun));
        }
    }

    private void silent(Collection<String> minions) {
        minions.forEach(minion -> {
            leave(minion);
            listener.onSilent(minion);
        });
    }

    private void leave(String minion) {
        active.remove(minion);
        if (settings.waitMillis() > 0) {
            places.add(now() + settings.waitMillis());
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
