package io.brine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.client.ClientSettings.Door;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.events.EventBus;
import io.brine.events.EventFeed;
import io.brine.events.EventSockets;
import io.brine.target.BatchSize;
import io.brine.transport.RequestServer;
import io.brine.transport.Roads;
import io.brine.transport.Roads.RoadOptions;
import io.brine.transport.zmtp.ZmtpRoads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClientTest {
    private static final String JID = "20260101000000000001";

    @TempDir
    Path root;

    private final Roads roads = new ZmtpRoads(1);
    private final List<Map<String, Object>> asked = new CopyOnWriteArrayList<>();
    private EventBus bus;
    private EventFeed feed;
    private RequestServer server;
    private Function<Map<String, Object>, Object> answer = load -> Map.of();
    private LocalClient client;

    @BeforeEach
    void aMasterThatAnswersAsTold() throws IOException {
        EventSockets sockets = EventSockets.master(root);
        bus = new EventBus(Clock.systemUTC());
        feed = new EventFeed(bus, EventFeed.Settings.of(sockets));
        Files.writeString(root.resolve(".root_key"), "first key");
        server = roads.requestServer("tcp://127.0.0.1:0", RoadOptions.DEFAULT, request -> {
            Map<String, Object> outer = Trees.fields(MsgPack.unpackWire(request.body()));
            Map<String, Object> load = Trees.fields(outer.get("load"));
            load.put("version", outer.get("version"));
            asked.add(load);
            request.reply(MsgPack.packWire(answer.apply(load)));
        });
        Door door = new Door(
                "tcp://127.0.0.1:" + server.port(), sockets, Optional.empty(), root, "root", root.resolve("master"));
        client = LocalClient.connect(
                new ClientSettings(
                        door,
                        "root",
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Map.of("front", "web* and N@inner", "inner", List.of("L@a,b")),
                        Optional.empty()),
                roads);
    }

    @AfterEach
    void end() {
        client.close();
        server.close();
        feed.close();
        bus.close();
        roads.close();
    }

    @Test
    void returnsThatComeBeforeTheMastersAnswerAreNotLost() {
        answer = load -> {
            bus.fire("salt/job/" + JID + "/new", Map.of("minions", List.of("web1")));
            bus.fire("salt/job/" + JID + "/ret/web1", returned("web1", true));
            return published("web1");
        };

        Map<String, MinionReturn> returns = client.gather(request());

        assertThat(returns.get("web1").value()).isEqualTo(true);
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0))
                .containsEntry("cmd", "publish")
                .containsEntry("user", "root")
                .containsEntry("key", "first key")
                .containsEntry("jid", "")
                .containsEntry("version", 3L);
    }

    @Test
    void aMinionThatDoesNotAnswerIsAskedAboutTheJobAndThenReported() {
        answer = load -> load.get("fun").equals("saltutil.find_job")
                ? Map.of("enc", "clear", "load", Map.of("jid", "20260101000000000002", "minions", List.of("web1")))
                : published("web1");

        JobHandle job = client.run(request(), Duration.ofSeconds(3), Duration.ofSeconds(3));
        Optional<MinionReturn> none = job.next();

        assertThat(none).isEmpty();
        assertThat(job.unheard()).containsExactly("web1");
        assertThat(asked.get(1))
                .containsEntry("fun", "saltutil.find_job")
                .containsEntry("arg", List.of(JID))
                .containsEntry("tgt", List.of("web1"))
                .containsEntry("tgt_type", "list");
    }

    @Test
    void aKeyThatTheMasterHasChangedIsReadAgain() throws IOException {
        answer = load -> load.get("key").equals("second key") ? published("web1") : "";
        Files.writeString(root.resolve(".root_key"), "second key");

        assertThat(client.publish(request()).isSent()).isTrue();
        assertThat(asked).hasSize(2);
    }

    @Test
    void refusalsHaveTheMastersWords() {
        answer = load ->
                Map.of("error", Map.of("name", "AuthorizationError", "message", "Authorization error occurred."));

        assertThatThrownBy(() -> client.publish(request()))
                .isInstanceOfSatisfying(
                        ClientException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(ClientException.Kind.AUTHORIZATION))
                .hasMessage("Authorization error occurred.");
    }

    @Test
    void aTargetThatMatchesNobodySendsNothing() {
        answer = load -> published();

        assertThat(client.run(request()).publication().isSent()).isFalse();
    }

    @Test
    void nodegroupsAreSpelledOutBeforeTheyTravel() {
        answer = load -> published("web1");

        client.publish(request().to("front", "nodegroup"));
        client.publish(request().to("N@inner or c", "compound"));

        assertThat(asked.get(0)).containsEntry("tgt", "( web* and ( L@a,b ) )").containsEntry("tgt_type", "compound");
        assertThat(asked.get(1)).containsEntry("tgt", "( L@a,b ) or c");
        assertThatThrownBy(() -> client.publish(request().to("nosuch", "nodegroup")))
                .hasMessage("Node group nosuch unavailable in " + root.resolve("master"));
    }

    @Test
    void aBatchKeepsOnlySoManyMinionsBusyAndStopsAtAFailure() {
        List<List<String>> sent = new ArrayList<>();
        answer = load -> {
            List<String> minions = load.get("fun").equals("test.ping")
                            && load.get("tgt").equals("*")
                    ? List.of("a", "b", "c")
                    : ((List<?>) load.get("tgt")).stream().map(String::valueOf).toList();
            String jid = "2026010100000000001" + asked.size();
            minions.forEach(id -> {
                Map<String, Object> load2 = new HashMap<>(returned(id, true));
                load2.put("jid", jid);
                load2.put("retcode", id.equals("b") && !load.get("tgt").equals("*") ? 1L : 0L);
                bus.fire("salt/job/" + jid + "/ret/" + id, load2);
            });
            return Map.of("enc", "clear", "load", Map.of("jid", jid, "minions", minions));
        };
        BatchListener listener = new RecordingBatch(sent);

        new BatchRun(client, request(), new BatchRun.Settings(BatchSize.parse("1"), 0, true), listener).run();

        assertThat(sent).containsExactly(List.of("c"), List.of("b"), List.of("not asked", "a"));
    }

    private record RecordingBatch(List<List<String>> sent) implements BatchListener {
        @Override
        public void onDown(String minion) {
            sent.add(List.of("down", minion));
        }

        @Override
        public void onSend(List<String> minions) {
            sent.add(minions);
        }

        @Override
        public void onReturn(MinionReturn answer) {
            assertThat(answer.value()).isEqualTo(true);
        }

        @Override
        public void onSilent(String minion) {
            sent.add(List.of("silent", minion));
        }

        @Override
        public void onFailhard(MinionReturn failed, List<String> notAsked) {
            List<String> told = new ArrayList<>(List.of("not asked"));
            told.addAll(notAsked);
            sent.add(told);
        }
    }

    private static JobRequest request() {
        return JobRequest.of("*", "glob", "test.ping", List.of());
    }

    private static Object published(String... minions) {
        return Map.of("enc", "clear", "load", Map.of("jid", JID, "minions", List.of(minions), "missing", List.of()));
    }

    private static Map<String, Object> returned(String id, Object value) {
        return Map.of("id", id, "jid", JID, "return", value, "retcode", 0L);
    }
}
