package io.brine.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.data.Trees;
import io.brine.events.EventFilter;
import io.brine.master.MasterSite;
import io.brine.master.TestMinion;
import io.brine.wire.Event;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventHistoryIT {
    @TempDir
    Path root;

    private MasterSite site;
    private EventHistory history;

    private void start(String... lines) {
        site = new MasterSite(root, lines).start();
        history = EventHistory.open(site.config, site.daemon.jobs(), site.daemon.bus(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        history.close();
        site.close();
    }

    private List<Event> past(Instant from, EventFilter wanted) {
        history.drain();
        List<Event> events = new ArrayList<>();
        history.replay(from, Instant.now().plusSeconds(1), wanted, timed -> events.add(timed.event()));
        return events;
    }

    @Test
    void aJobAnEventAndItsReturnAreReplayedInTheOrderTheyHappened() {
        start("auto_accept: true");
        Instant began = Instant.now();
        TestMinion minion = site.minion("web1");
        minion.signIn();
        await().until(() -> site.daemon.connected().contains("web1"));
        String jid = Trees.text(site.publish("*", "glob", "test.ping").get("jid"));
        site.daemon.bus().fire("my/own", Map.of("n", 1L));
        minion.give(jid, true);

        await().untilAsserted(() -> assertThat(past(began, tag -> tag.startsWith("salt/job/") || tag.equals("my/own")))
                .extracting(Event::tag)
                .containsExactly("salt/job/" + jid + "/new", "my/own", "salt/job/" + jid + "/ret/web1"));
        assertThat(past(began, EventFilter.startingWith("salt/job/")))
                .allSatisfy(event -> assertThat(event.data()).containsEntry("fun", "test.ping"));
        assertThat(past(began, EventFilter.glob("salt/auth"))).isNotEmpty();
        assertThat(past(Instant.now().plusSeconds(1), EventFilter.ALL)).isEmpty();
    }

    @Test
    void ofOneMillisecondAJobComesFirstAndItsReturnLast() {
        site = new MasterSite(root, "auto_accept: true");
        site.clock = Clock.fixed(Instant.now().truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
        site.start();
        history = EventHistory.open(site.config, site.daemon.jobs(), site.daemon.bus(), site.clock);
        TestMinion minion = site.minion("web1");
        minion.signIn();
        await().until(() -> site.daemon.connected().contains("web1"));
        String jid = Trees.text(site.publish("*", "glob", "test.ping").get("jid"));
        site.daemon.bus().fire("my/1", Map.of());
        minion.give(jid, true);
        site.daemon.bus().fire("my/2", Map.of());

        EventFilter wanted = tag -> tag.startsWith("salt/job/") || tag.startsWith("my/");
        await().untilAsserted(() -> assertThat(past(site.clock.instant(), wanted))
                .extracting(Event::tag)
                .containsExactly("salt/job/" + jid + "/new", "my/1", "my/2", "salt/job/" + jid + "/ret/web1"));
    }

    @Test
    void whatRunnersAndWheelsReturnIsNotKept() {
        start();
        Instant began = Instant.now();
        site.daemon.bus().fire("salt/wheel/1/ret", Map.of("fun", "wheel.key.gen", "return", Map.of("priv", "secret")));

        await().untilAsserted(() -> assertThat(past(began, EventFilter.startingWith("salt/wheel")))
                .singleElement()
                .satisfies(event -> assertThat(event.data())
                        .containsEntry("return", "(not kept)")
                        .containsEntry("fun", "wheel.key.gen")));
    }

    @Test
    void tagsThatAreIgnoredAreNotKeptAndTheTakerMayStop() {
        start("mon: {history: {ignore: ['noise/*']}}");
        Instant began = Instant.now();
        site.daemon.bus().fire("noise/1", Map.of());
        for (int i = 0; i < 1200; i++) {
            site.daemon.bus().fire("my/" + i, Map.of());
        }

        await().untilAsserted(() -> assertThat(past(began, EventFilter.glob("my/*")))
                .hasSize(1200)
                .extracting(Event::tag)
                .startsWith("my/0", "my/1", "my/2")
                .endsWith("my/1199"));
        assertThat(past(began, EventFilter.glob("noise/*"))).isEmpty();
        List<Event> three = new ArrayList<>();
        history.replay(began, Instant.now(), EventFilter.glob("my/*"), timed -> {
            three.add(timed.event());
            return three.size() < 3;
        });
        assertThat(three).hasSize(3);
    }

    @Test
    void theOldestAreForgottenWhenThereAreTooMany() {
        start("mon: {history: {most_events: 100}}");
        Instant began = Instant.now();
        for (int i = 0; i < 300; i++) {
            site.daemon.bus().fire("my/" + i, Map.of());
        }
        await().until(() -> past(began, EventFilter.glob("my/*")).size() == 300);

        history.tidy();

        await().untilAsserted(() -> assertThat(past(began, EventFilter.ALL)).hasSizeLessThanOrEqualTo(100));
        assertThat(past(began, EventFilter.glob("my/299"))).hasSize(1);
    }
}
