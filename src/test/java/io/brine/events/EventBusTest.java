package io.brine.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.target.PyRegex;
import io.brine.wire.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventBusTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final EventBus bus =
            new EventBus(Clock.fixed(Instant.parse("2026-11-21T02:03:04.567891Z"), ZoneOffset.UTC));

    @Test
    void whoSubscribedGetsTheEventWithAStamp() {
        EventSource events = bus.subscribe(EventFilter.startingWith("salt/job/"));

        bus.fire("salt/key", Map.of());
        bus.fire("salt/job/1/new", Map.of("jid", "1"));

        Event event = events.next(SOON).orElseThrow();
        assertThat(event.tag()).isEqualTo("salt/job/1/new");
        assertThat(event.data()).containsEntry("jid", "1").containsEntry("_stamp", "2026-11-21T02:03:04.567891");
        assertThat(events.next(Duration.ZERO)).isEmpty();
    }

    @Test
    void aStampLeavesOutMicrosecondsThatAreZero() {
        Clock whole = Clock.fixed(Instant.parse("2026-11-21T02:03:04.000000999Z"), ZoneOffset.UTC);
        Clock small = Clock.fixed(Instant.parse("2026-11-21T02:03:04.000007Z"), ZoneOffset.UTC);

        assertThat(new Stamps(whole).now()).isEqualTo("2026-11-21T02:03:04");
        assertThat(new Stamps(small).now()).isEqualTo("2026-11-21T02:03:04.000007");
    }

    @Test
    void allSubscribersSeeTheSameOrderWhoeverFires() throws InterruptedException {
        EventSource one = bus.subscribe(EventFilter.ALL);
        EventSource two = bus.subscribe(EventFilter.ALL);
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            String name = "t" + number;
            threads.add(new Thread(() -> {
                for (int count = 0; count < 500; count++) {
                    bus.fire(name + "/" + count, Map.of());
                }
            }));
        }

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(tags(one)).hasSize(2000).isEqualTo(tags(two));
    }

    private static List<String> tags(EventSource source) {
        List<String> tags = new ArrayList<>();
        for (Optional<Event> event = source.next(Duration.ZERO);
                event.isPresent();
                event = source.next(Duration.ZERO)) {
            tags.add(event.get().tag());
        }
        return tags;
    }

    @Test
    void whatASlowSubscriberMissesIsCountedForItAlone() {
        Subscription slow = new Subscription("slow", 2, ignored -> {});
        slow.subscribe(EventFilter.ALL);
        bus.add(slow);
        EventSource other = bus.subscribe(EventFilter.ALL);

        for (int count = 0; count < 5; count++) {
            bus.fire("e/" + count, Map.of());
        }

        assertThat(slow.missed()).isEqualTo(3);
        assertThat(tags(slow)).containsExactly("e/0", "e/1");
        assertThat(other.missed()).isZero();
        assertThat(tags(other)).hasSize(5);
    }

    @Test
    void afterTheBusIsClosedWhatIsQueuedCanStillBeTaken() {
        EventSource events = bus.subscribe(EventFilter.ALL);
        bus.fire("last", Map.of());

        bus.close();

        assertThat(events.isOpen()).isTrue();
        assertThat(events.next(SOON)).isPresent();
        assertThat(events.next(SOON)).isEmpty();
        assertThat(events.isOpen()).isFalse();
    }

    @Test
    void anEventNeedsATag() {
        assertThatThrownBy(() -> bus.fire("", Map.of())).isInstanceOf(EventsException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "salt/job/*/ret/*, salt/job/1/ret/web1, true",
        "salt/job/*, salt/jobs, false",
        "a?c, abc, true",
        "a[!b]c, abc, false",
        "a[b-d]c, acc, true",
        "a[c, a[c, true",
        "a.c, abc, false"
    })
    void globsAreThoseOfTheShell(String glob, String tag, boolean passes) {
        assertThat(EventFilter.glob(glob).passes(tag)).isEqualTo(passes);
    }

    @Test
    void aRegularExpressionIsAnchoredAtTheStartOnly() {
        EventFilter filter =
                EventFilter.matching(PyRegex.compile("salt/(job|run)/").orElseThrow());

        assertThat(filter.passes("salt/run/1/ret")).isTrue();
        assertThat(filter.passes("x/salt/run/1")).isFalse();
    }
}
