package io.brine.client;

import io.brine.client.ClientException.Kind;
import io.brine.data.Trees;
import io.brine.events.EventsException;
import io.brine.transport.Roads;
import io.brine.transport.zmtp.ZmtpRoads;
import io.brine.wire.Event;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes jobs to the master of this host and gathers what minions return. One thread at a time.
 *
 * <pre>{@code
 * try (LocalClient client = LocalClient.connect(settings, roads)) {
 *     JobHandle job = client.run(JobRequest.of("*", "glob", "test.ping", List.of()));
 *     for (Optional<MinionReturn> next = job.next(); next.isPresent(); next = job.next()) { ... }
 * }
 * }</pre>
 *
 * Source: 3006.0 salt/client/__init__.py LocalClient.
 */
public final class LocalClient implements AutoCloseable {
    private static final String JOB_TAG = "salt/job/";

    private final ClientSettings settings;
    private final ClearRequests channel;
    private final Hearing.Opener opener;
    private final Runnable onClose;
    private final Map<String, JobHandle> handles = new LinkedHashMap<>();
    private Hearing events;
    private String key;

    LocalClient(ClientSettings settings, ClearRequests channel, Hearing.Opener opener, Runnable onClose) {
        this.settings = settings;
        this.channel = channel;
        this.opener = opener;
        this.onClose = onClose;
        this.key = UserKey.read(settings);
    }

    /** A client that speaks over these roads, which stay the caller's to close. Nothing is sent yet. */
    public static LocalClient connect(ClientSettings settings, Roads roads) {
        ClearRequests channel = new ClearRequests(roads, settings.master().requestUri());
        return new LocalClient(
                settings, channel, OwnHearing.at(settings.master().events()), channel::close);
    }

    /** A client with an I/O thread of its own, ended by {@link #close}. */
    public static LocalClient connect(ClientSettings settings) {
        Roads roads = new ZmtpRoads(1);
        ClearRequests channel = new ClearRequests(roads, settings.master().requestUri());
        return new LocalClient(
                settings, channel, OwnHearing.at(settings.master().events()), () -> {
                    channel.close();
                    roads.close();
                });
    }

    public ClientSettings settings() {
        return settings;
    }

    /**
     * Publishes and does not wait.
     *
     * @throws ClientException if the master cannot be asked or refuses
     */
    public Publication publish(JobRequest request) {
        return publish(request, settings.timeout());
    }

    private Publication publish(JobRequest request, Duration timeout) {
        boolean masterMayRun =
                settings.master().publisherPath().map(Files::exists).orElse(true);
        if (!masterMayRun) {
            throw new ClientException(Kind.UNREACHABLE, Sayings.UNREACHABLE);
        }
        Map<String, Object> load = PublishRequest.load(request, settings, timeout);
        return PublishRequest.publication(send(load, timeout));
    }

    /** A refusal without words may mean that the master has started anew and with it the key; then it is tried once more. */
    private Object send(Map<String, Object> load, Duration timeout) {
        load.put("key", key);
        Object answer = channel.send(load, timeout);
        if (!PublishRequest.isEmpty(answer)) {
            return answer;
        }
        String now = UserKey.read(settings);
        if (now.equals(key)) {
            return answer;
        }
        key = now;
        load.put("key", key);
        return channel.send(load, timeout);
    }

    /**
     * Publishes and listens from before the publication on, so that no return is missed.
     *
     * @throws ClientException if the master cannot be asked or refuses
     */
    public JobHandle run(JobRequest request) {
        return run(request, settings.timeout(), settings.gatherTimeout());
    }

    /** With other waiting times than the configured ones. */
    public JobHandle run(JobRequest request, Duration timeout, Duration gatherTimeout) {
        listen();
        Publication publication = heard(request, timeout);
        Gathering.Probe probe = (jid, minions) -> {
            JobRequest question =
                    request.asking("saltutil.find_job", List.of(jid)).to(minions, "list");
            Publication asked = heard(question, gatherTimeout);
            return asked.isSent() ? Optional.of(asked.jid()) : Optional.empty();
        };
        Gathering gathering = new Gathering(publication, timeout, gatherTimeout, probe, now());
        JobHandle handle = new JobHandle(this, publication, gathering);
        if (publication.isSent()) {
            handles.put(publication.jid(), handle);
        } else {
            handle.close();
        }
        return handle;
    }

    /** Publishes, waits, and gives everything that came, by minion id in the order of arrival. */
    public Map<String, MinionReturn> gather(JobRequest request) {
        Map<String, MinionReturn> returns = new LinkedHashMap<>();
        JobHandle job = run(request);
        for (Optional<MinionReturn> next = job.next(); next.isPresent(); next = job.next()) {
            returns.put(next.get().id(), next.get());
        }
        return returns;
    }

    private Publication heard(JobRequest request, Duration timeout) {
        return events.during(() -> publish(request, timeout), Publication::jid);
    }

    private void listen() {
        if (events != null && events.isOpen()) {
            return;
        }
        if (events != null) {
            events.close();
        }
        try {
            events = opener.open(JOB_TAG);
        } catch (EventsException nobodyThere) {
            throw new ClientException(Kind.TIMEOUT, Sayings.TIMED_OUT, nobodyThere);
        }
        handles.values().forEach(handle -> {
            events.follow(handle.jid());
            handle.gathering().probes().forEach(events::follow);
        });
    }

    /** For those who wait for something else than a job. @throws EventsException if nobody listens there */
    Hearing hear(String prefix) {
        return opener.open(prefix);
    }

    /** Takes events until one of these jobs has something to tell or is over, or the patience is. */
    void pump(Duration patience, Collection<JobHandle> awaited) {
        long giveUpAt = now() + patience.toMillis();
        do {
            drain();
            if (decide(awaited)) {
                return;
            }
            long wakeAt = Math.min(giveUpAt, nextDecision());
            events.next(Duration.ofMillis(Math.max(1, wakeAt - now()))).ifPresent(this::dispatch);
            if (!events.isOpen()) {
                listen();
            }
        } while (now() < giveUpAt);
        drain();
        decide(awaited);
    }

    /** Lets time pass while the bus is read. */
    void idle(Duration time) {
        long until = now() + time.toMillis();
        while (now() < until) {
            events.next(Duration.ofMillis(Math.max(1, until - now()))).ifPresent(this::dispatch);
        }
    }

    private void drain() {
        Optional<Event> event = events.next(Duration.ZERO);
        while (event.isPresent()) {
            dispatch(event.get());
            event = events.next(Duration.ZERO);
        }
    }

    private boolean decide(Collection<JobHandle> awaited) {
        for (JobHandle handle : List.copyOf(handles.values())) {
            if (handle.gathering().isOver(now())) {
                handle.close();
                handles.remove(handle.jid());
            }
        }
        return awaited.isEmpty() || awaited.stream().anyMatch(job -> job.hasArrived() || job.isGatheringOver());
    }

    private long nextDecision() {
        return handles.values().stream()
                .mapToLong(handle -> handle.gathering().nextDecisionAt())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** {@code salt/job/<jid>/...} belongs to the job of that jid, or to the one whose question it answers. */
    private void dispatch(Event event) {
        int end = event.tag().indexOf('/', JOB_TAG.length());
        String jid =
                end < 0 ? event.tag().substring(JOB_TAG.length()) : event.tag().substring(JOB_TAG.length(), end);
        JobHandle own = handles.get(jid);
        if (own != null) {
            own.gathering().onJobEvent(event).ifPresent(own::onReturn);
            return;
        }
        for (JobHandle handle : handles.values()) {
            if (handle.gathering().probes().contains(jid)) {
                handle.gathering().onProbeEvent(event, now());
            }
        }
    }

    /**
     * A random choice of minions that have the function, by asking all of them first.
     * Source: 3006.0 salt/client/__init__.py cmd_subset.
     */
    public List<String> subset(JobRequest request, int size, java.util.random.RandomGenerator random) {
        Map<String, MinionReturn> functions = gather(request.asking("sys.list_functions", List.of()));
        List<String> able = new ArrayList<>();
        functions.forEach((id, answer) -> {
            if (answer.value() instanceof Collection<?> names && names.contains(request.fun())) {
                able.add(id);
            }
        });
        List<String> chosen = new ArrayList<>();
        while (chosen.size() < size && !able.isEmpty()) {
            chosen.add(able.remove(random.nextInt(able.size())));
        }
        return chosen;
    }

    /** Sends another clear command of the master, with this user's key unless the load brings credentials of its own. */
    Object command(Map<String, Object> load, Duration timeout) {
        Map<String, Object> signed = new LinkedHashMap<>(load);
        if (signed.containsKey("token") || signed.containsKey("eauth")) {
            return channel.send(signed, timeout);
        }
        signed.putIfAbsent("user", settings.user());
        return send(signed, timeout);
    }

    /**
     * A token for somebody's name and password ({@code mk_token}).
     *
     * @param credentials {@code eauth}, {@code username}, {@code password}
     * @return empty if the master does not know them
     */
    public Optional<String> makeToken(Map<String, Object> credentials) {
        return mintToken(credentials).map(token -> Trees.text(token.get("token")));
    }

    /** The same with all that is known of the token: {@code {token, name, eauth, start, expire, ...}}. */
    public Optional<Map<String, Object>> mintToken(Map<String, Object> credentials) {
        Map<String, Object> load = new LinkedHashMap<>(credentials);
        load.put("cmd", "mk_token");
        return token(load);
    }

    /** What the master knows of a token; empty if it is unknown or has expired ({@code get_token}). */
    public Optional<Map<String, Object>> findToken(String token) {
        return token(Map.of("cmd", "get_token", "token", token));
    }

    private Optional<Map<String, Object>> token(Map<String, Object> load) {
        Object answer = channel.send(load, Duration.ofSeconds(60));
        return answer instanceof Map<?, ?> token && token.get("token") != null
                ? Optional.of(Trees.fields(token))
                : Optional.empty();
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public void close() {
        if (events != null) {
            events.close();
        }
        onClose.run();
    }
}
