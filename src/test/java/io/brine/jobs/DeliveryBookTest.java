package io.brine.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.jobs.JobDeliveries.Step;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryBookTest {
    private static final String JID = "20260101000000000001";
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path cachedir;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private JobBook book;

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    @BeforeEach
    void open() {
        JobFiles files = new JobFiles(cachedir, "sha256", false);
        book = JobBook.open(cachedir.resolve("brine/jobs.db"), files, Runnable::run, Runnable::run, clock);
        book.deliveries().listen((jid, state, why, minions) -> told.add(state.word() + " " + minions));
    }

    @AfterEach
    void close() {
        book.close();
    }

    private DeliveryBook publish(String... absent) {
        List<String> minions = List.of("db1", "web1", "web2");
        book.saveJob(new JobRecord(JID, Map.of("fun", "test.ping", "tgt", "*"), minions), true)
                .join();
        Map<String, Absence> gone = absent.length == 0
                ? Map.of()
                : Map.of(absent[0], new Absence(Optional.of(NOON.minusSeconds(60)), "10.0.0.7:40000"));
        book.deliveries().open(JID, minions, gone);
        return book.deliveries();
    }

    private List<String> states(int place) {
        return book.deliveries().deliveries(JID).timeline(place).stream()
                .map(step -> step.state().word())
                .toList();
    }

    @Test
    void aTimelineLeadsFromTheQueueToTheReturn() {
        DeliveryBook deliveries = publish();

        deliveries.on(DeliverySign.WRITTEN, JID, "web1", "");
        now.set(NOON.plusSeconds(1));
        book.saveReturn(JobReturn.of(JID, "web1", Map.of("return", true))).join();
        deliveries.on(DeliverySign.RETURNED, JID, "web1", "");

        assertThat(states(1)).containsExactly("queued", "written", "returned");
        assertThat(book.deliveries().deliveries(JID).state(1)).isEqualTo(DeliveryState.RETURNED);
        assertThat(states(0)).containsExactly("queued");
        assertThat(deliveries.waiting(JID).orElseThrow())
                .containsEntry("web1", DeliveryState.RETURNED)
                .containsEntry("db1", DeliveryState.QUEUED);
    }

    @Test
    void whoIsNotConnectedAtThePublishIsNeverQueuedAndSaysSinceWhen() {
        publish("db1");

        await().untilAsserted(() -> assertThat(states(0)).containsExactly("not-connected"));
        Step step = book.deliveries().deliveries(JID).timeline(0).get(0);
        assertThat(step.why()).startsWith("Not connected since 20").endsWith(", last from 10.0.0.7:40000");
    }

    @Test
    void manyMinionsOfOneStateAreOneRowAndOneWordToTheListener() {
        DeliveryBook deliveries = publish();

        synchronized (deliveries) {
            List.of("db1", "web1", "web2").forEach(minion -> deliveries.on(DeliverySign.WRITTEN, JID, minion, ""));
        }

        await().untilAsserted(() -> assertThat(told).containsExactly("written [db1, web1, web2]"));
    }

    @Test
    void aConnectionThatEndsLosesWhatIsUnderWay() {
        DeliveryBook deliveries = publish();
        deliveries.on(DeliverySign.WRITTEN, JID, "web1", "");

        deliveries.onConnectionsLost(Map.of("web1", NOON, "web2", NOON, "stranger", NOON));

        assertThat(deliveries.waiting(JID).orElseThrow())
                .containsEntry("web1", DeliveryState.LOST_CONNECTION)
                .containsEntry("web2", DeliveryState.LOST_CONNECTION)
                .containsEntry("db1", DeliveryState.QUEUED);
    }

    @Test
    void whatWasPublishedAfterAConnectionEndedIsNotLostWithIt() {
        DeliveryBook deliveries = publish();

        deliveries.onConnectionsLost(Map.of("web1", NOON.minusMillis(1)));

        assertThat(deliveries.waiting(JID).orElseThrow()).containsEntry("web1", DeliveryState.QUEUED);
    }

    @Test
    void whatAFullDiskHasRefusedIsWrittenWithTheNextChange() {
        DeliveryBook deliveries = publish();
        book.ledger()
                .write(session -> session.query("pragma max_page_count = 1"))
                .join();
        deliveries.on(DeliverySign.WRITTEN, JID, "web1", "x".repeat(20_000));
        book.ledger().write(session -> null).join();
        assertThat(states(1)).containsExactly("queued");

        book.ledger()
                .write(session -> session.query("pragma max_page_count = 100000"))
                .join();
        deliveries.on(DeliverySign.WRITTEN, JID, "web2", "");

        await().untilAsserted(() -> assertThat(states(2)).containsExactly("queued", "written"));
        assertThat(states(1)).containsExactly("queued", "written");
    }

    @Test
    void afterARestartWhatWasWrittenIsStillWaitedForAndWhatWasQueuedIsLost() {
        publish().on(DeliverySign.WRITTEN, JID, "web1", "");
        book.saveReturn(JobReturn.of(JID, "web2", Map.of("return", true))).join();

        close();
        open();
        book.deliveries().restore();

        assertThat(book.deliveries().waiting(JID).orElseThrow())
                .containsEntry("db1", DeliveryState.LOST_CONNECTION)
                .containsEntry("web1", DeliveryState.WRITTEN)
                .containsEntry("web2", DeliveryState.RETURNED);
    }

    @Test
    void nobodyIsWaitedForForeverAndAReturnAfterThatIsLate() {
        DeliveryBook deliveries = publish();

        now.set(NOON.plus(DeliveryBook.PATIENCE).plus(Duration.ofSeconds(1)));
        deliveries.expireOld();
        await().untilAsserted(() -> assertThat(states(0)).containsExactly("queued", "expired"));
        now.set(now.get().plusSeconds(1));
        book.saveReturn(JobReturn.of(JID, "web1", Map.of("return", true))).join();

        assertThat(deliveries.liveJobs()).isZero();
        assertThat(book.deliveries().deliveries(JID).isLate(1)).isTrue();
        assertThat(book.deliveries().deliveries(JID).isLate(0)).isFalse();
    }

    @Test
    void aSecondReturnIsMarkedAsADuplicateAlsoWhenTheJobIsOver() {
        DeliveryBook deliveries = publish();
        for (String minion : List.of("db1", "web1", "web2")) {
            book.saveReturn(JobReturn.of(JID, minion, Map.of("return", true))).join();
            deliveries.on(DeliverySign.RETURNED, JID, minion, "");
        }
        assertThat(deliveries.liveJobs()).isZero();

        deliveries.refused(JID, "web1", "a second return");

        await().untilAsserted(() ->
                assertThat(book.deliveries().deliveries(JID).duplicates(1)).isEqualTo(1));
        assertThat(book.deliveries().deliveries(JID).state(1)).isEqualTo(DeliveryState.RETURNED);
    }

    @Test
    void whereAMinionWasSeenLastOutlivesARestart() {
        book.seen().note("web1", new SeenMinions.Seen(true, NOON, "10.0.0.7:40000"));
        close();
        open();

        book.seen().startAnew(NOON.plusSeconds(5));

        assertThat(book.seen().of("web1")).contains(new SeenMinions.Seen(false, NOON.plusSeconds(5), "10.0.0.7:40000"));
        assertThat(book.seen().absence("web2").sentence()).isEqualTo("Not connected, never seen");
    }
}
