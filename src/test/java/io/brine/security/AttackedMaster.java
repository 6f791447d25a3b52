package io.brine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.channel.SignInResult;
import io.brine.crypt.RsaKeyPair;
import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.jobs.JobQuery;
import io.brine.jobs.JobRecord;
import io.brine.jobs.JobSearch;
import io.brine.master.MasterCommands;
import io.brine.master.MasterSite;
import io.brine.master.TestMinion;
import io.brine.transport.RequestClient;
import io.brine.transport.Roads.RoadOptions;
import io.brine.vectors.RecordedKeys;
import io.brine.wire.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A running master with two accepted minions, m1 and m2, each with a key of its own, and the means of an attacker. */
final class AttackedMaster implements AutoCloseable {
    static final Duration SOON = MasterSite.SOON;
    static final RsaKeyPair KEY_1 = RecordedKeys.pair("web1");
    static final RsaKeyPair KEY_2 = RecordedKeys.pair("db1");

    final MasterSite site;
    final TestMinion m1;
    final TestMinion m2;
    final LogLines log = new LogLines();
    private final RequestClient stranger;

    AttackedMaster(Path root, String... lines) {
        // files of returns, too: a hostile name must not become one
        List<String> all = new ArrayList<>(List.of("auto_accept: true", "job_cache_return_files: true"));
        all.addAll(List.of(lines));
        site = new MasterSite(root, all.toArray(String[]::new)).start();
        m1 = accepted("m1", KEY_1);
        m2 = accepted("m2", KEY_2);
        stranger = site.roads.requestClient(site.requestUri(), RoadOptions.DEFAULT);
    }

    private TestMinion accepted(String id, RsaKeyPair key) {
        TestMinion minion = new TestMinion(id, site, key);
        assertThat(minion.signIn()).isInstanceOf(SignInResult.Accepted.class);
        await().atMost(SOON).until(minion::isListening);
        return minion;
    }

    /** Bytes from somebody nobody knows; what is answered, as it came if it is no MessagePack. */
    Object send(byte[] body) {
        byte[] reply = stranger.ask(body, SOON).join();
        try {
            return MsgPack.unpackWire(reply);
        } catch (DataException text) {
            return reply;
        }
    }

    /** The commands in the running master's table of minions. */
    Set<String> commands() {
        return MasterCommands.ofMinions(site.daemon);
    }

    /** The commands in its table of everybody. */
    Set<String> clearCommands() {
        return MasterCommands.ofStrangers(site.daemon);
    }

    /** Any tree from somebody nobody knows. */
    Object send(Object tree) {
        return send(MsgPack.packWire(tree));
    }

    Object send(Forgery forgery) {
        return forgery.opened(send(forgery.bytes()));
    }

    /** A clear request of version 3. */
    Object sendClear(Object load) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("enc", "clear");
        envelope.put("load", load);
        envelope.put("version", 3L);
        return send(envelope);
    }

    /** The reference request: whatever happened before, the master answers a good one. */
    void stillAnswers() {
        stillAnswersFor("base");
    }

    /** @param envs the environments this master serves */
    void stillAnswersFor(String... envs) {
        assertThat(m1.ask(Map.of("cmd", "_file_envs"))).isEqualTo(List.of((Object[]) envs));
    }

    EventSource events(String prefix) {
        return site.daemon.bus().subscribe(EventFilter.startingWith(prefix));
    }

    /** All that was fired and not yet taken. */
    static List<Event> fired(EventSource events) {
        List<Event> all = new ArrayList<>();
        for (var event = events.next(Duration.ZERO); event.isPresent(); event = events.next(Duration.ZERO)) {
            all.add(event.get());
        }
        return all;
    }

    List<String> told() {
        return site.listener.lines;
    }

    /**
     * Names of all files and directories below, with the content of keys. Left out: what changes by itself, namely the books of
     * jobs, the log, and the files of m1's and m2's returns, which follow their answers in the background.
     */
    Set<String> tree() {
        try (var files = Files.walk(site.root.getParent())) {
            return files.filter(file -> !file.toString()
                            .matches(".*(/brine/.*|/\\.dfn|/jobs/../[0-9a-f]+/m[12](/\\.?return\\.p(\\.new)?)?)"))
                    .map(file -> file + (file.toString().contains("/pki/minions") ? " " + content(file) : ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Nothing was written, changed or removed since. */
    void hasOnly(Set<String> before) {
        Set<String> now = tree();
        Set<String> gone = new TreeSet<>(before);
        gone.removeAll(now);
        now.removeAll(before);
        assertThat(now).as("new or changed").isEmpty();
        assertThat(gone).as("gone").isEmpty();
    }

    private static String content(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Integer.toHexString(Files.readString(file).hashCode())
                    : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Forgets what was told and logged before. */
    void listen() {
        log.clear();
        site.listener.lines.clear();
    }

    @Override
    public void close() {
        stranger.close();
        m1.close();
        m2.close();
        site.close();
        log.close();
    }

    /** All jobs in its book. */
    List<JobRecord> jobs() {
        return new JobSearch(site.daemon.jobs()).list(JobQuery.ALL).jobs();
    }
}
