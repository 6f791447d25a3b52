package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.brine.config.TellConfig;
import io.brine.data.Json;
import io.brine.data.Trees;
import io.brine.monitor.health.HealthBook.IncidentView;
import io.brine.monitor.health.HealthListener.StateChange;
import io.brine.monitor.health.Teller.Message;
import io.brine.monitor.logs.LogHit;
import io.brine.monitor.logs.LogRule.Reaction;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of what, and how it is said. */
class TellerTest {
    private static final long T = 1_000_000_000L;
    private static final long HOUR = 3_600_000;

    @TempDir
    Path work;

    private final List<String> told = new ArrayList<>();

    private Teller teller(String rule) {
        List<TellConfig> rules = HealthConfigs.of("{tell: [" + rule + "]}").tell();
        return new Teller(rules, (to, message) -> told.add(message.text()), T);
    }

    private static StateChange failed(String id, long incident) {
        return failed(id, incident, List.of());
    }

    private static StateChange failed(String id, long incident, List<String> log) {
        return new StateChange(
                id, HealthWord.DOWN, HealthWord.FAILED, "the host does not answer", T, "fra", incident, log, false);
    }

    private static StateChange up(String id) {
        return new StateChange(id, HealthWord.FAILED, HealthWord.UP, "it answers", T, "fra", 0, List.of(), false);
    }

    @Test
    void oneMessageIsSentForOneCauseHoweverManyMinionsItHas() {
        Teller teller = teller("{when: [FAILED, breaker], event: salt/mon/told}");
        teller.onBreaker(new Breaker("STORM(fra)", "40 of 100 in fra were lost together", T, 0, false), true);
        teller.onIncident(new IncidentView(7, "STORM(fra)", "40 of 100", T, 0, List.of(), 0, "", List.of(), 0), "open");
        for (int number = 0; number < 40; number++) {
            teller.onState(failed("m" + number, 7));
        }

        assertThat(told).containsExactly("STORM(fra) stops repairs: 40 of 100 in fra were lost together");
    }

    @Test
    void whatTheLogSaysOfAMinionIsToldWithItsState() {
        List<Message> messages = new ArrayList<>();
        Teller teller = new Teller(
                HealthConfigs.of("{tell: [{when: FAILED, event: salt/mon/told}]}")
                        .tell(),
                (to, message) -> messages.add(message),
                T);

        teller.onState(failed("web1", 7, List.of("minion log, pull: slow", "minion log, crash: MemoryError")));
        teller.onState(failed("web2", 8, List.of()));

        assertThat(messages)
                .extracting(Message::text)
                .containsExactly(
                        "#7 web1 is FAILED: the host does not answer; minion log, crash: MemoryError",
                        "#8 web2 is FAILED: the host does not answer");
        assertThat(messages.get(0).data())
                .containsEntry("log", List.of("minion log, pull: slow", "minion log, crash: MemoryError"));
        assertThat(messages.get(1).data()).doesNotContainKey("log");
    }

    @Test
    void aLogRuleThatAsksForPeopleIsToldUnderItsWordAndOthersAreNot() {
        Teller teller = teller("{when: [page, security], event: salt/mon/told}");
        for (Reaction reaction : Reaction.values()) {
            teller.onLog(hit(reaction, "web1"));
            teller.onLog(hit(reaction, "web1"));
        }
        teller.onLog(hit(Reaction.PAGE, "web2"));

        assertThat(told)
                .containsExactly(
                        "log of web1, disk: the disk is full: no space left",
                        "log of web1, disk: the disk is full: no space left",
                        "log of web2, disk: the disk is full: no space left");
    }

    private static LogHit hit(Reaction reaction, String source) {
        return new LogHit(Instant.EPOCH, "disk", reaction, "minion", source, "no space left", "the disk is full");
    }

    @Test
    void theSameCauseIsToldAgainAfterItsTimeOnly() {
        Teller teller = teller("{when: FAILED, event: salt/mon/told}");
        teller.onState(failed("web1", 0));
        teller.tick(T + HOUR - 1);
        teller.onState(failed("web1", 0));
        assertThat(told).hasSize(1);

        teller.tick(T + HOUR);
        teller.onState(failed("web1", 0));

        assertThat(told).hasSize(2);
    }

    @Test
    void whatDoesNotLastIsNotTold() {
        Teller teller = teller("{when: FAILED, event: salt/mon/told, after: 60}");
        teller.onState(failed("web1", 0));
        teller.onState(failed("web2", 0));
        teller.tick(T + 30_000);
        teller.onState(up("web1"));

        teller.tick(T + 60_000);

        assertThat(told).containsExactly("web2 is FAILED: the host does not answer");
    }

    @Test
    void whatIsSilencedIsNotToldUntilTheSilenceEnds() {
        Teller teller = teller("{when: FAILED, event: salt/mon/told}");
        teller.silence("web*", T + HOUR, "alice");
        teller.onState(failed("web1", 0));
        teller.onState(failed("db1", 0));
        assertThat(told).containsExactly("db1 is FAILED: the host does not answer");

        teller.tick(T + HOUR);
        teller.onState(failed("web1", 0));

        assertThat(told).hasSize(2);
        assertThat(teller.silences()).isEmpty();
    }

    @Test
    void whatIsForTheMorningComesOnceADayTogether() {
        Teller teller = teller("{when: [FAILED, UP], event: salt/mon/told, daily: true}");
        teller.onState(failed("web1", 0));
        teller.onState(up("web1"));
        teller.tick(T + 23 * HOUR);
        assertThat(told).isEmpty();

        teller.tick(T + 24 * HOUR);
        teller.tick(T + 48 * HOUR);

        assertThat(told)
                .containsExactly("2 in a day:\nweb1 is FAILED: the host does not answer\nweb1 is UP: it answers");
    }

    @Test
    void aMasterThatStartsIsNoNews() {
        Teller teller = teller("{when: breaker, event: salt/mon/told}");

        teller.onBreaker(new Breaker("START", "the master has just started", T, T + 1, false), true);

        assertThat(told).isEmpty();
    }

    // --- how it is said

    private static Message message() {
        return new Message("FAILED", "c", "web1", "web1 is FAILED: gone\nBcc: x@example.org", Map.of("id", "web1"), T);
    }

    private TellConfig rule(String rule) {
        return HealthConfigs.of("{tell: [" + rule + "]}").tell().get(0);
    }

    @Test
    void aWebhookGetsJsonAndIsNotFollowedElsewhere() throws Exception {
        Queue<String> bodies = new ConcurrentLinkedQueue<>();
        Queue<String> elsewhere = new ConcurrentLinkedQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/hook", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes()));
            exchange.getResponseHeaders().add("Location", address + "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/elsewhere", exchange -> {
            elsewhere.add("asked");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try (Tongue tongue = new Tongue("salt-a", "/bin/false", (tag, data) -> {})) {
            tongue.say(rule("{when: FAILED, url: '" + address + "/hook'}"), message());
            await().until(() -> !bodies.isEmpty());
        } finally {
            server.stop(0);
        }

        assertThat(Trees.fields(Json.parse(bodies.peek())))
                .containsEntry("master", "salt-a")
                .containsEntry("topic", "FAILED")
                .containsEntry("id", "web1");
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void aMailGoesToTheSendmailProgramAndAMinionCannotAddHeaders() throws Exception {
        Path mail = work.resolve("mail");
        Path sendmail = work.resolve("sendmail");
        Files.writeString(
                sendmail,
                "#!/bin/sh\necho \"$@\" > " + mail + ".part\ncat >> " + mail + ".part\nmv " + mail + ".part " + mail
                        + "\n");
        sendmail.toFile().setExecutable(true);
        try (Tongue tongue = new Tongue("salt-a", sendmail.toString(), (tag, data) -> {})) {
            tongue.say(rule("{when: FAILED, mail: ops@example.org}"), message());
            await().until(() -> Files.exists(mail));
        }

        List<String> lines = Files.readAllLines(mail);
        assertThat(lines).startsWith("-t -i", "To: ops@example.org", "Subject: salt-a web1 is FAILED: gone");
        assertThat(lines.subList(0, lines.indexOf(""))).noneMatch(line -> line.startsWith("Bcc"));
    }

    @Test
    void aCommandReadsTheMessageAndAnEventGoesToTheBus() throws Exception {
        Path file = work.resolve("message");
        List<String> tags = new ArrayList<>();
        Path script = work.resolve("script");
        Files.writeString(script, "#!/bin/sh\ncat > " + file + ".part\nmv " + file + ".part " + file + "\n");
        script.toFile().setExecutable(true);
        try (Tongue tongue = new Tongue("salt-a", "/bin/false", (tag, data) -> tags.add(tag))) {
            tongue.say(rule("{when: FAILED, command: ['" + script + "'], event: salt/mon/told}"), message());
            await().until(() -> Files.exists(file));
        }

        assertThat(Trees.fields(Json.parse(Files.readString(file)))).containsEntry("id", "web1");
        assertThat(tags).containsExactly("salt/mon/told");
    }
}
