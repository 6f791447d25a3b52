package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.monitor.health.HealthBook.Note;
import io.brine.monitor.health.HealthSign.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A minion that comes back")
class ProbationTest {
    private long now = 1_000_000_000L;
    private final RecordingRoads roads = new RecordingRoads();
    private final List<String> words = new ArrayList<>();
    private HealthEngine engine;

    @BeforeEach
    void isDown() {
        HealthListener listener = new HealthListener() {
            @Override
            public void onState(StateChange change) {
                words.add(change.to() + ": " + change.reason());
            }
        };
        engine = new HealthEngine(HealthConfigs.of("{repair: {mode: auto}}"), roads, listener, new Random(1), now);
        roads.canPull = true;
        engine.know("web1", "fra", true, now);
        engine.linked("web1", true, "", now);
        engine.on("web1", HealthSign.of(Kind.ALIVE), now);
        engine.linked("web1", false, "reset", now);
        pass(80);
        engine.diagnosed("web1", new HostLook.Seen(Optional.of(true), Optional.empty(), "as seen"), now);
        pass(5);
        assertThat(phase()).isEqualTo(HealthPhase.REPAIRING);
    }

    private void comesBack() {
        engine.linked("web1", true, "", now);
        engine.on("web1", HealthSign.of(Kind.ALIVE), now);
        assertThat(phase()).isEqualTo(HealthPhase.RECOVERING);
    }

    /** Whoever is asked answers. */
    private void pass(long seconds) {
        for (long second = 0; second < seconds; second++) {
            now += 1_000;
            engine.tick(Optional.empty(), now);
            if (engine.minion("web1").isLinked()) {
                List.copyOf(roads.asked).forEach(id -> engine.answered(id, 10, now));
            }
            roads.asked.clear();
        }
    }

    private HealthPhase phase() {
        return engine.minion("web1").state().phase();
    }

    private List<String> notes() {
        return engine.incidents().views().get(0).notes().stream()
                .map(Note::text)
                .toList();
    }

    @Test
    @DisplayName("is UP only after it has pulled a file, however well it answers")
    void isUpOnlyAfterItHasPulledAFile() {
        comesBack();
        pass(5);
        assertThat(roads.pulls).containsExactly("web1");
        pass(60);
        assertThat(phase()).isEqualTo(HealthPhase.RECOVERING);

        engine.pulled("web1", "wrong: 12 characters", now);
        pass(21);
        assertThat(phase()).isEqualTo(HealthPhase.RECOVERING);
        assertThat(notes()).contains("web1: pulls no files: wrong: 12 characters");
        assertThat(roads.pulls).as("it is asked again").hasSizeGreaterThan(1);

        engine.pulled("web1", "", now);
        pass(1);
        assertThat(phase()).isEqualTo(HealthPhase.UP);
    }

    @Test
    @DisplayName("and cannot pull is UP after ten minutes all the same, and DEGRADED")
    void isDegradedIfItCannotPull() {
        comesBack();
        pass(5);
        engine.pulled("web1", "failed: no file came back but another value", now);
        pass(560);
        assertThat(phase()).isEqualTo(HealthPhase.RECOVERING);

        pass(400);

        assertThat(phase()).isEqualTo(HealthPhase.UP);
        assertThat(words.get(words.size() - 1))
                .isEqualTo("DEGRADED: pulls no files: failed: no file came back but another value");
    }

    @Test
    @DisplayName("where nobody is asked to pull is UP by its answers alone")
    void withoutACanaryItsAnswersAreEnough() {
        roads.canPull = false;
        comesBack();

        pass(65);

        assertThat(phase()).isEqualTo(HealthPhase.UP);
        assertThat(roads.pulls).isEmpty();
    }

    @Test
    @DisplayName("is asked how long its host has been up, which tells a reboot from a restart")
    void itsUptimeTellsARebootFromARestart() {
        comesBack();
        pass(5);
        assertThat(roads.uptimes).containsExactly("web1");

        engine.uptime("web1", 864_000, now);
        engine.pulled("web1", "", now);
        pass(65);
        assertThat(words.get(words.size() - 1))
                .isEqualTo("UP: it answers; its host has been up for 864000 s: it was not rebooted");
        assertThat(notes()).contains("web1: its host has been up for 864000 s: it was not rebooted");

        engine.uptime("web1", 30, now);
        assertThat(engine.reason(engine.minion("web1"), now)).endsWith("up for 30 s: it was rebooted");
    }

    @Test
    @DisplayName("and is lost on probation begins its probation anew, and is not UP by its next word")
    void aLossBeginsTheProbationAnew() {
        comesBack();
        engine.linked("web1", false, "reset", now);
        assertThat(phase()).isEqualTo(HealthPhase.SUSPECT);

        engine.linked("web1", true, "", now);
        engine.on("web1", HealthSign.of(Kind.ALIVE), now);
        assertThat(phase()).isEqualTo(HealthPhase.RECOVERING);

        engine.pulled("web1", "", now);
        pass(65);
        assertThat(phase()).isEqualTo(HealthPhase.UP);
        engine.linked("web1", false, "reset", now);
        engine.on("web1", HealthSign.of(Kind.ALIVE), now);
        assertThat(phase()).as("that is over").isEqualTo(HealthPhase.UP);
    }

    @Test
    @DisplayName(
            "and was slow to answer once is asked each minute, so that it is not called slow for longer than it is")
    void oneThatIsDegradedIsAskedEachMinute() {
        comesBack();
        pass(5);
        engine.pulled("web1", "", now);
        pass(60);
        for (int slow = 0; slow < 5; slow++) {
            engine.answered("web1", 9_000, now);
        }
        assertThat(words.get(words.size() - 1)).isEqualTo("DEGRADED: slow: 9000 ms to answer");

        pass(200);

        assertThat(words.get(words.size() - 1)).startsWith("UP: ");
    }

    @Test
    @DisplayName("and pulls a wrong file later on is DEGRADED at once, until it pulls a right one")
    void aWrongPullDegradesAMinionThatIsUp() {
        comesBack();
        pass(5);
        engine.pulled("web1", "", now);
        pass(60);
        assertThat(phase()).isEqualTo(HealthPhase.UP);

        engine.pulled("web1", "wrong: 12 characters", now);
        engine.answered("web1", 10, now);
        assertThat(words.get(words.size() - 1)).isEqualTo("DEGRADED: pulls no files: wrong: 12 characters");

        engine.pulled("web1", "", now);
        assertThat(words.get(words.size() - 1)).startsWith("UP: ");
    }
}
