package io.brine.client;

import io.brine.client.ClientException.Kind;
import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.events.EventsException;
import io.brine.wire.Event;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runners run by the master's process, asked for over the request port (PROTOCOL 6.2.2). */
public final class RunnerClient {
    private final LocalClient client;

    public RunnerClient(LocalClient client) {
        this.client = client;
    }

    /** Where the events of a started runner appear: {@code <tag>/new}, {@code <tag>/ret}. */
    public record Started(String tag, String jid) {}

    /** @param data of the event {@code salt/run/<jid>/ret} */
    public record Finished(String tag, Map<String, Object> data) {
        private static final long NO_SUCH_FUNCTION = 254;

        /** The master has no runner of this name. */
        public boolean isUnknown() {
            return Boolean.FALSE.equals(data.get("success"))
                    && data.get("retcode") instanceof Number code
                    && code.longValue() == NO_SUCH_FUNCTION;
        }
    }

    /** @throws ClientException if the master refuses */
    public Started start(String fun, List<Object> arg, Map<String, Object> kwarg, Credentials credentials) {
        Map<String, Object> load = new LinkedHashMap<>(credentials.fields());
        load.put("cmd", "runner");
        load.put("fun", fun);
        load.put("kwarg", Map.of("arg", arg, "kwarg", kwarg));
        Map<?, ?> answer = checked(client.command(load, client.settings().timeout()));
        return new Started(Trees.text(answer.get("tag")), Trees.text(answer.get("jid")));
    }

    /**
     * Starts it and waits for what it gives.
     *
     * @return data of the event {@code salt/run/<jid>/ret}: {@code return}, {@code success}, sometimes {@code outputter}
     * @throws ClientException if the master refuses or the runner takes longer
     */
    public Map<String, Object> run(
            String fun, List<Object> arg, Map<String, Object> kwarg, Credentials credentials, Duration timeout) {
        return finish(fun, arg, kwarg, credentials, timeout).data();
    }

    /**
     * The same, with the tag of the event.
     *
     * @throws ClientException if the master refuses or the runner takes longer
     */
    public Finished finish(
            String fun, List<Object> arg, Map<String, Object> kwarg, Credentials credentials, Duration timeout) {
        try (Hearing events = client.hear("salt/run/")) {
            Started started = events.during(() -> start(fun, arg, kwarg, credentials), Started::jid);
            String wanted = started.tag() + "/ret";
            long giveUpAt = System.nanoTime() + timeout.toNanos();
            while (System.nanoTime() < giveUpAt && events.isOpen()) {
                Optional<Event> event = events.next(Duration.ofNanos(giveUpAt - System.nanoTime()));
                if (event.isPresent() && event.get().tag().equals(wanted)) {
                    return new Finished(wanted, event.get().data());
                }
            }
            throw new ClientException(Kind.UNFINISHED, "RunnerClient job '" + fun + "' timed out");
        } catch (EventsException nobodyThere) {
            throw new ClientException(Kind.UNREACHABLE, Sayings.UNREACHABLE, nobodyThere);
        }
    }

    static Map<?, ?> checked(Object answer) {
        if (PublishRequest.isEmpty(answer)) {
            throw new ClientException(Kind.AUTHENTICATION, Sayings.NOT_PERMITTED);
        }
        if (!(answer instanceof Map<?, ?> map)) {
            throw new ClientException(Kind.REFUSED, "the master refused the request: " + PyText.str(answer));
        }
        if (map.get("error") != null) {
            throw PublishRequest.refusal(map.get("error"));
        }
        return map;
    }
}
