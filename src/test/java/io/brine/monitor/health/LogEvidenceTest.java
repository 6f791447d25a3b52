package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.monitor.health.HealthBook.IncidentView;
import io.brine.monitor.health.HealthBook.Note;
import io.brine.monitor.health.HealthListener.StateChange;
import io.brine.monitor.health.HealthSign.Kind;
import io.brine.monitor.logs.LogHit;
import io.brine.monitor.logs.LogRule.Reaction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A hit of a log rule")
class LogEvidenceTest {
    private static final Set<String> MINIONS = Set.of("web1", "db-17.fra", "salt", "mail.example.org");

    private long now = 1_000_000_000L;
    private final List<StateChange> changes = new ArrayList<>();
    private final List<String> incidents = new ArrayList<>();
    private final HealthListener listener = new HealthListener() {
        @Override
        public void onState(StateChange change) {
            changes.add(change);
        }

        @Override
        public void onIncident(IncidentView incident, String what) {
            incidents.add(what);
        }
    };
    private final HealthEngine engine = engine();

    private HealthEngine engine() {
        return new HealthEngine(HealthConfigs.of("{}"), new RecordingRoads(), listener, new Random(1), now);
    }

    private static LogHit minionHit(String id, String text) {
        return new LogHit(Instant.EPOCH, "crash", Reaction.COUNT, "minion", id, text, "it crashed");
    }

    private static LogHit masterHit(String text) {
        return new LogHit(Instant.EPOCH, "auth", Reaction.SECURITY, "master", "master", text, "another key");
    }

    private void isUp(String... ids) {
        for (String id : ids) {
            engine.know(id, "fra", true, now);
            engine.linked(id, true, "", now);
            engine.on(id, HealthSign.of(Kind.ALIVE), now);
        }
    }

    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            now += 1_000;
            engine.tick(Optional.empty(), now);
        }
    }

    /** Lost, silent, and nobody reaches its host: 80 s later it has an incident. */
    private void goesDown(String... ids) {
        for (String id : ids) {
            engine.linked(id, false, "reset", now);
        }
        pass(80);
        for (String id : ids) {
            engine.diagnosed(id, new HostLook.Seen(Optional.of(false), Optional.of(false), "as seen"), now);
        }
        assertThat(engine.incidents().numberOf(ids[0])).isPositive();
    }

    private IncidentView incident() {
        return engine.incidents().views().get(0);
    }

    private List<String> logNotes() {
        return incident().notes().stream()
                .filter(note -> note.who().equals("log"))
                .map(Note::text)
                .toList();
    }

    @Test
    @DisplayName("is in the story of its minion's open incident, in the words of the line")
    void isInTheStoryOfTheOpenIncident() {
        isUp("web1", "web2");
        goesDown("web1");

        engine.logged(minionHit("web1", "No module named yaml"), now);
        engine.logged(minionHit("web2", "somebody else's trouble"), now);

        assertThat(logNotes()).containsExactly("web1: minion log, crash: No module named yaml");
        assertThat(incident().logHits()).isEqualTo(1);
    }

    @Test
    @DisplayName("of the ten minutes before stands before the opening, an older one does not count")
    void ofTheTenMinutesBeforeCounts() {
        isUp("web1");
        engine.logged(minionHit("web1", "long ago"), now);
        pass(540);
        engine.logged(minionHit("web1", "just before"), now);
        long logged = now;
        goesDown("web1");

        assertThat(logNotes()).containsExactly("web1: minion log, crash: just before");
        assertThat(incident().notes().get(0).at()).isEqualTo(logged);
        assertThat(incident().notes().get(1).text()).startsWith("opened: ");
    }

    @Test
    @DisplayName("is one of three of its minion in the story however many there are, and all are counted")
    void isBounded() {
        isUp("web1");
        for (int before = 0; before < 30; before++) {
            engine.logged(minionHit("web1", "before " + before), now);
        }
        goesDown("web1");
        assertThat(logNotes()).hasSize(3).last().isEqualTo("web1: minion log, crash: before 29");

        for (int after = 0; after < 500; after++) {
            engine.logged(minionHit("web1", "after " + after), now);
        }

        assertThat(logNotes()).hasSize(3);
        assertThat(incident().logHits()).isEqualTo(530);
    }

    @Test
    @DisplayName("of one noisy minion leaves places for those of the others, twenty in all")
    void ofANoisyMinionLeavesPlaces() {
        String[] ids = IntStream.range(0, 10).mapToObj(number -> "web" + number).toArray(String[]::new);
        isUp(ids);
        goesDown(ids);

        for (String id : ids) {
            for (int hit = 0; hit < 100; hit++) {
                engine.logged(minionHit(id, "line " + hit), now);
            }
        }

        assertThat(incident().minions()).hasSize(10);
        assertThat(logNotes())
                .hasSize(20)
                .filteredOn(text -> text.startsWith("web0: "))
                .hasSize(3);
        assertThat(logNotes()).filteredOn(text -> text.startsWith("web5: ")).hasSize(3);
        assertThat(incident().logHits()).isEqualTo(1000);
    }

    @Test
    @DisplayName("that is only counted is no change to be told")
    void thatIsOnlyCountedIsNoChange() {
        isUp("web1");
        goesDown("web1");
        for (int hit = 0; hit < 3; hit++) {
            engine.logged(minionHit("web1", "line " + hit), now);
        }
        pass(1);
        incidents.clear();

        engine.logged(minionHit("web1", "one more"), now);
        pass(1);

        assertThat(incidents).isEmpty();
        assertThat(incident().logHits()).isEqualTo(4);
    }

    @Test
    @DisplayName("is forgotten first of the minion that was longest without one")
    void isForgottenOfTheQuietest() {
        LogEvidence evidence = new LogEvidence();
        evidence.keep("noisy", "first", now);
        evidence.keep("quiet", "only", now);
        for (int other = 0; other < 1_998; other++) {
            evidence.keep("other" + other, "line", now);
        }
        evidence.keep("noisy", "again", now);

        evidence.keep("new", "line", now);

        assertThat(evidence.take("quiet", now).hits()).isZero();
        assertThat(evidence.take("noisy", now).hits()).isEqualTo(2);
        assertThat(evidence.take("noisy", now)).isEqualTo(LogEvidence.Taken.NOTHING);
    }

    @Test
    @DisplayName("of the master counts once for an incident whose minions it names")
    void ofTheMasterCountsForWhomItNames() {
        isUp("web1", "web2");
        goesDown("web1", "web2");

        engine.logged(masterHit("Some exception handling a payload from web1 and web2"), now);
        engine.logged(masterHit("nobody is named here"), now);

        assertThat(incident().minions()).containsExactly("web1", "web2");
        assertThat(logNotes())
                .containsExactly("web1: master log, auth: Some exception handling a payload from web1 and web2");
        assertThat(incident().logHits()).isEqualTo(1);
    }

    @Test
    @DisplayName("is told with the state of its minion")
    void isToldWithTheState() {
        isUp("web1");
        engine.logged(minionHit("web1", "MemoryError"), now);
        goesDown("web1");
        pass(300);

        StateChange last = changes.get(changes.size() - 1);
        assertThat(last.to()).isEqualTo(HealthWord.FAILED);
        assertThat(last.log()).containsExactly("minion log, crash: MemoryError");
    }

    @Test
    @DisplayName("changes no state and repairs nothing")
    void changesNoState() {
        isUp("web1");
        engine.logged(minionHit("web1", "MemoryError"), now);
        pass(5);

        assertThat(engine.minion("web1").state().phase()).isEqualTo(HealthPhase.UP);
        assertThat(engine.incidents().views()).isEmpty();
    }

    @Test
    @DisplayName("outlives a restart with its incident")
    void outlivesARestart(@TempDir Path directory) {
        isUp("web1");
        for (int hit = 0; hit < 30; hit++) {
            engine.logged(minionHit("web1", "line " + hit), now);
        }
        goesDown("web1");
        engine.logged(minionHit("web1", "one more"), now);
        new HealthJournal(directory.resolve("health.json")).save(engine);

        HealthEngine next = engine();
        new HealthJournal(directory.resolve("health.json")).restore(next, now);

        assertThat(next.incidents().views()).isEqualTo(engine.incidents().views());
        assertThat(next.incidents().views().get(0).logHits()).isEqualTo(31);
    }

    @ParameterizedTest(name = "\"{0}\" is about {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Authentication attempt from web1 failed, the keys differ | web1",
                "minion db-17.fra: its disk is full. | db-17.fra",
                "web1, db-17.fra did not return | web1 db-17.fra",
                "the pillar of 'mail.example.org' cannot be rendered | mail.example.org",
                "/var/log/salt/web1.log is read | ''",
                "web10 and xweb1 | ''",
                "salt is a plain word | ''",
                "a return of minion salt | salt",
                "the id 'salt' is used twice | salt",
            })
    void isAboutTheMinionsItsLineNames(String text, String minions) {
        Set<String> about = LogEvidence.minions(masterHit(text), MINIONS::contains);

        assertThat(String.join(" ", about)).isEqualTo(minions);
    }

    @Test
    @DisplayName("that names a whole crowd is about none of them, and a minion's line is about itself only")
    void ofACrowdIsAboutNobody() {
        assertThat(LogEvidence.minions(masterHit("m1 m2 m3 m4 m5 m6 did not return"), id -> id.startsWith("m")))
                .isEmpty();
        assertThat(LogEvidence.minions(minionHit("web1", "cannot reach db-17.fra"), MINIONS::contains))
                .containsExactly("web1");
        assertThat(LogEvidence.minions(minionHit("/var/log/salt/minion", "db-17.fra hangs"), MINIONS::contains))
                .containsExactly("db-17.fra");
    }
}
