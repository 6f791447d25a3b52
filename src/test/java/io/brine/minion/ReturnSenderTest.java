package io.brine.minion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.config.MinionConfig;
import io.brine.minion.Receipt.Kind;
import io.brine.transport.InMemoryRoads;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReturnSenderTest {
    private static final Receipt TAKEN = new Receipt(Kind.ACKNOWLEDGED, "");
    private static final Receipt SILENCE = new Receipt(Kind.UNANSWERED, "no answer");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path root;

    private final InMemoryRoads unused = new InMemoryRoads();
    private final MinionCounters counters = new MinionCounters();
    private final List<ReturnSender> senders = new ArrayList<>();
    private final List<String> arrived = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        senders.forEach(ReturnSender::close);
        unused.close();
    }

    private ReturnSender sender(String... lines) {
        List<String> all = new ArrayList<>(
                List.of("master: ['a:1', 'b:2']", "return_retry_timer: 0", "return_retry_timer_max: 0"));
        all.addAll(List.of(lines));
        MinionConfig config = new MinionSite(root, "m1", unused, all.toArray(String[]::new)).config;
        ReturnFiles files = new ReturnFiles(config.paths().cachedir());
        ReturnQueue queue = new ReturnQueue(files, ReturnQueue.Bounds.STANDARD, Clock.systemUTC(), counters);
        ReturnSender sender = new ReturnSender(config, queue, counters);
        senders.add(sender);
        return sender;
    }

    private static Map<String, Object> load(Object jid) {
        return Map.of("cmd", "_return", "jid", String.valueOf(jid));
    }

    private Function<Map<String, Object>, Receipt> taking(String prefix) {
        return load -> {
            arrived.add(prefix + load.get("jid"));
            return TAKEN;
        };
    }

    @Test
    void aReturnToAMasterThatIsThereGoesAtOnce() {
        ReturnSender sender = sender();
        sender.open("a:1", taking(""));

        sender.send("a:1", load("1"));

        await().atMost(SOON).until(() -> arrived.equals(List.of("1")) && sender.waiting() == 0);
        assertThat(counters.count("return_acknowledged")).isEqualTo(1);
    }

    @Test
    void whatWasNotDeliveredIsAfterARestartOldestFirst() {
        ReturnSender before = sender();
        before.open("a:1", load -> SILENCE);
        List.of("1", "2", "3").forEach(jid -> before.send("a:1", load(jid)));
        await().atMost(SOON).until(() -> counters.count("return_unacknowledged") >= 3);
        before.close();

        ReturnSender after = sender();
        assertThat(after.waiting()).isEqualTo(3);
        after.open("a:1", taking(""));

        await().atMost(SOON).until(() -> after.waiting() == 0);
        assertThat(arrived).containsExactly("1", "2", "3");
    }

    @Test
    void eachMasterGetsItsOwnReturns() {
        ReturnSender sender = sender();
        sender.send("a:1", load("1"));
        sender.send("b:2", load("2"));

        sender.open("b:2", taking("b"));
        await().atMost(SOON).until(() -> sender.waiting() == 1);
        sender.open("a:1", taking("a"));

        await().atMost(SOON).until(() -> sender.waiting() == 0);
        assertThat(arrived).containsExactly("b2", "a1");
    }

    @Test
    void whoStandsInForAMasterGetsItsReturns() {
        ReturnSender sender = sender("master_type: failover");
        sender.send("a:1", load("1"));

        sender.open("b:2", taking("b"));

        await().atMost(SOON).until(() -> arrived.equals(List.of("b1")));
    }

    @Test
    void theReturnsOfAMasterThatIsNotSoughtAnyMoreGoToTheOneThatIs() {
        sender().send("old:1", load("1"));
        ReturnSender after = sender("master: 'new:1'");

        after.open("new:1", taking("new"));

        await().atMost(SOON).until(() -> arrived.equals(List.of("new1")));
    }

    @Test
    void aSilentMasterDoesNotHoldUpAnother() throws InterruptedException {
        ReturnSender sender = sender();
        CountDownLatch test = new CountDownLatch(1);
        sender.open("a:1", load -> {
            try {
                test.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return SILENCE;
        });
        sender.open("b:2", taking("b"));
        for (int i = 0; i < 20; i++) {
            sender.send("a:1", load(i));
        }

        sender.send("b:2", load("1"));

        await().atMost(SOON).until(() -> arrived.equals(List.of("b1")));
        test.countDown();
    }

    @Test
    void oldReturnsComeAtABoundedRateAndDoNotDelayNewOnes() {
        ReturnSender before = sender();
        for (int i = 0; i < 40; i++) {
            before.send("a:1", load("old" + i));
        }
        before.close();
        ReturnSender after = sender();
        List<Long> times = new CopyOnWriteArrayList<>();
        after.open("a:1", load -> {
            times.add(System.nanoTime());
            return taking("").apply(load);
        });
        await().atMost(SOON).until(() -> arrived.contains("old2"));

        after.send("a:1", load("new"));

        await().atMost(SOON).until(() -> arrived.contains("new"));
        assertThat(after.waiting()).isPositive();
        await().atMost(SOON).until(() -> after.waiting() == 0);
        assertThat(times.get(40) - times.get(0))
                .isGreaterThan(Duration.ofMillis(39 * 45).toNanos());
        arrived.remove("new");
        assertThat(arrived.subList(0, 3)).containsExactly("old0", "old1", "old2");
        assertThat(arrived).hasSize(40);
    }

    @Test
    void aDeclinedReturnIsNotSentAgain() {
        ReturnSender sender = sender();
        sender.open("a:1", load -> {
            arrived.add(String.valueOf(load.get("jid")));
            return Receipt.of(false);
        });

        sender.send("a:1", load("1"));

        await().atMost(SOON).until(() -> sender.waiting() == 0);
        assertThat(counters.count("return_declined")).isEqualTo(1);
        assertThat(arrived).containsExactly("1");
        assertThat(sender().waiting()).isZero();
    }

    @Test
    void aReturnTheMasterCouldNotKeepIsSentAgainAndOthersGoOn() {
        ReturnSender sender = sender();
        sender.open("a:1", load -> {
            arrived.add(String.valueOf(load.get("jid")));
            boolean hasTrouble = load.get("jid").equals("1")
                    && arrived.stream().filter("1"::equals).count() < 3;
            return Receipt.of(hasTrouble ? "" : null);
        });

        sender.send("a:1", load("1"));
        sender.send("a:1", load("2"));

        await().atMost(SOON).until(() -> sender.waiting() == 0);
        assertThat(arrived).filteredOn("1"::equals).hasSize(3);
        assertThat(arrived).filteredOn("2"::equals).hasSize(1);
    }

    @Test
    void minionsThatComeBackTogetherDoNotDeliverTogether() {
        MinionConfig config = new MinionSite(
                        root, "m1", unused, "master: a", "return_retry_timer: 5", "return_retry_timer_max: 10")
                .config;
        RetryPauses pauses = new RetryPauses(config.reconnect());

        int[] bySecond = new int[11];
        for (int i = 0; i < 10_000; i++) {
            bySecond[(int) (pauses.firstMillis() / 1000)]++;
        }

        for (int second = 0; second < 10; second++) {
            assertThat(bySecond[second]).isBetween(700, 1300);
        }
    }
}
