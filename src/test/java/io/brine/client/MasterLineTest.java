package io.brine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.brine.client.ClientSettings.Door;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.events.EventBus;
import io.brine.events.EventFilter;
import io.brine.events.EventSockets;
import io.brine.events.EventSource;
import io.brine.transport.RequestServer;
import io.brine.transport.Roads;
import io.brine.transport.Roads.RoadOptions;
import io.brine.transport.SocketEvent;
import io.brine.transport.zmtp.ZmtpRoads;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterLineTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path root;

    private final Roads roads = new ZmtpRoads(1);
    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final List<SharedEvents> all = new ArrayList<>();
    private volatile EventBus bus = new EventBus(Clock.systemUTC());
    private volatile Function<Map<String, Object>, Object> answer = this::publishedAndReturned;
    private RequestServer server;
    private MasterLine line;

    @BeforeEach
    void aMasterThatAnswersAsTold() {
        roads.listen(event -> {
            if (event.kind() == SocketEvent.Kind.ACCEPTED) {
                accepted.incrementAndGet();
            }
        });
        server = roads.requestServer("tcp://127.0.0.1:0", RoadOptions.DEFAULT, request -> {
            Map<String, Object> outer = Trees.fields(MsgPack.unpackWire(request.body()));
            request.reply(MsgPack.packWire(answer.apply(Trees.fields(outer.get("load")))));
            asked.incrementAndGet();
        });
        line = line(Duration.ofSeconds(30));
    }

    private MasterLine line(Duration kept) {
        Door door = new Door(
                "tcp://127.0.0.1:" + server.port(),
                EventSockets.master(root),
                Optional.empty(),
                root,
                "root",
                root.resolve("master"));
        SharedEvents events = new SharedEvents(this::subscription, kept);
        all.add(events);
        return new MasterLine(new ClientSettings(door, "", LONG, LONG, Map.of(), Optional.empty()), roads, events);
    }

    private EventSource subscription() {
        opened.incrementAndGet();
        return bus.subscribe(EventFilter.ALL);
    }

    @AfterEach
    void end() {
        line.close();
        all.forEach(SharedEvents::close);
        server.close();
        bus.close();
        roads.close();
    }

    /** The return is on the bus before the answer is on its way, and it says which job it is of. */
    private Object publishedAndReturned(Map<String, Object> load) {
        String jid = "202601010000" + String.format("%08d", jobs.incrementAndGet());
        Object argument = ((List<?>) load.get("arg")).get(0);
        bus.fire("salt/job/" + jid + "/ret/web1", Map.of("id", "web1", "jid", jid, "return", argument, "retcode", 0L));
        return published(jid);
    }

    private static Map<String, Object> published(String jid) {
        return Map.of("enc", "clear", "load", Map.of("jid", jid, "minions", List.of("web1"), "missing", List.of()));
    }

    private static Object ask(LocalClient client, long argument) {
        return client.gather(JobRequest.of("*", "glob", "test.echo", List.of(argument)))
                .get("web1")
                .value();
    }

    @Test
    @DisplayName(
            "Many clients at once share one reader of the bus and a few connections, and each hears of its own job")
    void manyClientsShareOneReader() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(40);
        Map<Long, Future<Object>> answers = new LinkedHashMap<>();
        for (long number = 0; number < 400; number++) {
            long own = number;
            answers.put(own, threads.submit(() -> {
                try (LocalClient client = line.client()) {
                    return ask(client, own);
                }
            }));
        }

        for (Map.Entry<Long, Future<Object>> one : answers.entrySet()) {
            assertThat(one.getValue().get()).isEqualTo(one.getKey());
        }
        threads.shutdown();
        assertThat(opened).hasValue(1);
        assertThat(accepted.get()).isBetween(1, 8);
    }

    @Test
    @DisplayName("A client that starts several jobs hears of each of them")
    void severalJobsOfOneClient() {
        try (LocalClient client = line.client()) {
            JobHandle one = client.run(JobRequest.of("*", "glob", "test.echo", List.of(1L)));
            JobHandle two = client.run(JobRequest.of("*", "glob", "test.echo", List.of(2L)));

            assertThat(two.next().orElseThrow().value()).isEqualTo(2L);
            assertThat(one.next().orElseThrow().value()).isEqualTo(1L);
        }
    }

    @Test
    @DisplayName("A runner's result is heard even if it comes before the master's answer")
    void aRunnerThatIsQuick() {
        answer = load -> {
            bus.fire("salt/run/20260101000000000007/ret", Map.of("return", "done", "success", true));
            return Map.of("tag", "salt/run/20260101000000000007", "jid", "20260101000000000007");
        };

        try (LocalClient client = line.client()) {
            assertThat(new RunnerClient(client).run("test.arg", List.of(), Map.of(), Credentials.token("aa"), LONG))
                    .containsEntry("return", "done");
        }
    }

    @Test
    @DisplayName("When the master starts anew, who waits listens again, and later clients find the new bus")
    void theMasterStartsAnew() throws Exception {
        answer = load -> published("20260101000000000009");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Object> waiting = thread.submit(() -> {
            try (LocalClient client = line.client()) {
                return ask(client, 5);
            }
        });
        await().until(() -> asked.get() == 1);
        EventBus old = bus;
        bus = new EventBus(Clock.systemUTC());

        old.close();
        await().until(() -> opened.get() == 2);
        await().until(() -> {
            // it may not follow its job again yet
            bus.fire(
                    "salt/job/20260101000000000009/ret/web1",
                    Map.of("id", "web1", "jid", "20260101000000000009", "return", 5L, "retcode", 0L));
            return waiting.isDone();
        });

        assertThat(waiting.get()).isEqualTo(5L);
        thread.shutdown();
        answer = this::publishedAndReturned;
        try (LocalClient client = line.client()) {
            assertThat(ask(client, 6)).isEqualTo(6L);
        }
        assertThat(opened).hasValue(2);
    }

    @Test
    @DisplayName("Whoever nobody waits for any more stops waiting, too")
    void nobodyWaits() {
        answer = load -> published("20260101000000000009");

        try (LocalClient client = line.client(() -> false)) {
            assertThatThrownBy(() -> ask(client, 1))
                    .isInstanceOfSatisfying(
                            ClientException.class,
                            left -> assertThat(left.kind()).isEqualTo(ClientException.Kind.UNWANTED));
        }
    }

    @Test
    @DisplayName("The reader leaves the bus when nobody has listened for a while and comes back with the next client")
    void theReaderLeaves() {
        try (MasterLine brief = line(Duration.ZERO)) {
            try (LocalClient client = brief.client()) {
                ask(client, 1);
            }
            await().until(() -> bus.listeners().isEmpty());

            try (LocalClient later = brief.client()) {
                assertThat(ask(later, 2)).isEqualTo(2L);
            }
        }
        assertThat(opened).hasValue(2);
    }

    @Test
    @DisplayName("A bus that cannot be read is said to be out of reach, and asked for again by the next client")
    void aBusOutOfReach() {
        SharedEvents none = new SharedEvents(() -> {
            throw new io.brine.events.EventsException("nobody there");
        });

        assertThatThrownBy(() -> none.listen("salt/job/", () -> true)).hasMessage("nobody there");
        assertThatThrownBy(() -> none.listen("salt/job/", () -> true)).hasMessage("nobody there");
    }
}
