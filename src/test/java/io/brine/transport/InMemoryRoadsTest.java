package io.brine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.brine.transport.InMemoryRoads.Fate;
import io.brine.transport.InMemoryRoads.Way;
import io.brine.transport.Roads.RoadOptions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InMemoryRoadsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final InMemoryRoads roads = new InMemoryRoads();

    @AfterEach
    void close() {
        roads.close();
    }

    @Test
    void aRequestIsAnsweredAndADroppedReplyTimesOut() throws Exception {
        RequestServer server =
                roads.requestServer("tcp://*:0", RoadOptions.DEFAULT, request -> request.reply(request.body()));
        RequestClient client = roads.requestClient("tcp://127.0.0.1:" + server.port(), RoadOptions.DEFAULT);

        assertThat(client.ask(new byte[] {1}, LONG).get(60, TimeUnit.SECONDS)).containsExactly(1);
        roads.weather((way, frames) -> way == Way.REPLY ? Fate.DROPPED : Fate.DELIVERED);

        assertThatThrownBy(
                        () -> client.ask(new byte[] {2}, Duration.ofMillis(20)).get())
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void aPublishReachesItsSubscribersAlsoAfterAReconnection() {
        Queue<Integer> received = new ConcurrentLinkedQueue<>();
        PublishServer server =
                roads.publishServer("tcp://*:0", RoadOptions.DEFAULT, PublishServer.Subscribers.UNWATCHED);
        PublishClient client = roads.publishClient(
                "tcp://127.0.0.1:" + server.port(),
                "web1",
                RoadOptions.DEFAULT,
                frames -> received.add((int) frames.get(0)[0]));
        client.subscribe(new byte[0]);
        await().until(client::isConnected);

        server.publish(List.of(new byte[] {7}), PublishServer.Delivery.UNWATCHED);
        await().until(() -> received.contains(7));
        Connection first = server.connections().iterator().next();
        first.close("test");
        await().until(() -> !server.connections().contains(first));
        await().until(client::isConnected);
        server.publish(List.of(new byte[] {8}), PublishServer.Delivery.UNWATCHED);

        await().until(() -> received.contains(8));
        assertThat(server.connections()).extracting(Connection::identity).containsExactly("web1");
    }

    @Test
    void oneSubscriberIsPublishedToAloneAndComingAndGoingIsTold() {
        Queue<String> log = new ConcurrentLinkedQueue<>();
        PublishServer server = roads.publishServer("tcp://*:0", RoadOptions.DEFAULT, new PublishServer.Subscribers() {
            @Override
            public void onReady(Connection subscriber) {
                log.add("ready " + subscriber.identity());
            }

            @Override
            public void onGone(Connection subscriber, String reason) {
                log.add("gone " + subscriber.identity());
            }
        });
        String endpoint = "tcp://127.0.0.1:" + server.port();
        roads.publishClient(endpoint, "web1", RoadOptions.DEFAULT, frames -> log.add("web1 got it"));
        PublishClient other = roads.publishClient(endpoint, "web2", RoadOptions.DEFAULT, frames -> log.add("web2 too"));
        other.subscribe(new byte[0]);
        await().until(() -> log.contains("ready web1") && log.contains("ready web2"));
        Connection web1 = server.connections().stream()
                .filter(connection -> connection.identity().equals("web1"))
                .findFirst()
                .orElseThrow();

        server.publishTo(web1, List.of(new byte[] {7}), PublishServer.Delivery.UNWATCHED);

        await().until(() -> log.contains("web1 got it"));
        web1.close("test");
        await().until(() -> log.contains("gone web1"));
        assertThat(log).doesNotContain("web2 too");
    }
}
