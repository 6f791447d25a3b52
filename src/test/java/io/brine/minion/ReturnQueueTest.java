package io.brine.minion;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.minion.ReturnQueue.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReturnQueueTest {
    private static final String M = "10.0.0.1:4506";
    private static final String N = "[::1]:4506";

    @TempDir
    private Path cachedir;

    private final MinionCounters counters = new MinionCounters();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private ReturnQueue queue(Bounds bounds) {
        now = now.plusSeconds(1);
        return new ReturnQueue(new ReturnFiles(cachedir), bounds, Clock.fixed(now, ZoneOffset.UTC), counters);
    }

    private ReturnQueue queue() {
        return queue(Bounds.STANDARD);
    }

    private static Map<String, Object> load(String jid, Object value) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_return");
        load.put("jid", jid);
        load.put("return", value);
        return load;
    }

    private static List<String> drain(ReturnQueue queue, String master) {
        List<String> jids = new ArrayList<>();
        for (Optional<WaitingReturn> one = queue.takeOldest(master::equals);
                one.isPresent();
                one = queue.takeOldest(master::equals)) {
            queue.load(one.get()).ifPresent(load -> jids.add(String.valueOf(load.get("jid"))));
            queue.remove(one.get());
        }
        return jids;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(cachedir.resolve("returns"))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void whatOneProcessAddedTheNextOneFindsOldestFirst() {
        ReturnQueue before = queue();
        before.add(M, load("1", "a"));
        before.add(M, load("2", Map.of("b", List.of(1L, 2.5, true))));
        queue().add(M, load("3", new byte[] {(byte) 0xff, 0}));

        ReturnQueue after = queue();

        assertThat(after.size()).isEqualTo(3);
        assertThat(drain(after, M)).containsExactly("1", "2", "3");
        assertThat(queue().size()).isZero();
    }

    @Test
    void aLoadComesOutAsItWentIn() {
        queue().add(M, load("1", new byte[] {(byte) 0xff, 0}));

        ReturnQueue after = queue();

        Map<String, Object> load =
                after.load(after.takeOldest(M::equals).orElseThrow()).orElseThrow();
        assertThat(load.keySet()).containsExactly("cmd", "jid", "return");
        assertThat(load).containsEntry("return", new byte[] {(byte) 0xff, 0});
    }

    @Test
    void eachMasterHasItsOwn() {
        ReturnQueue before = queue();
        before.add(M, load("1", 1L));
        before.add(N, load("2", 2L));

        ReturnQueue after = queue();

        assertThat(drain(after, N)).containsExactly("2");
        assertThat(drain(after, M)).containsExactly("1");
    }

    @Test
    void whatIsRemovedLeavesNoFile() throws IOException {
        ReturnQueue queue = queue();
        WaitingReturn added = queue.add(M, load("1", 1L));
        assertThat(files()).hasSize(1);

        queue.remove(added);

        assertThat(files()).isEmpty();
    }

    @Test
    void nobodyElseReadsThem() throws IOException {
        queue().add(M, load("1", "secret"));

        Path file = files().get(0);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        for (Path directory : List.of(file.getParent(), cachedir.resolve("returns"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aTornFileIsSetAsideAndTheOthersGoOn() throws IOException {
        ReturnQueue before = queue();
        before.add(M, load("1", "a"));
        before.add(M, load("2", "b"));
        before.add(M, load("3", "c"));
        byte[] whole = Files.readAllBytes(files().get(0));
        Files.write(files().get(0), java.util.Arrays.copyOf(whole, whole.length - 2));
        Files.write(files().get(1), new byte[0]);
        Files.write(cachedir.resolve("returns/10.0.0.1%3A4506/strange"), whole);

        assertThat(drain(queue(), M)).containsExactly("3");

        assertThat(counters.count("return_unreadable")).isEqualTo(3);
        assertThat(files()).hasSize(3).allMatch(file -> file.toString().contains("/.torn/"));
        assertThat(queue().size()).isZero();
    }

    @Test
    void oneTooManyCostsTheOldest() throws IOException {
        ReturnQueue queue = queue(new Bounds(2, 1_000_000));
        queue.add(M, load("1", 1L));
        queue.add(M, load("2", 2L));
        queue.add(N, load("3", 3L));

        assertThat(counters.count("return_dropped")).isEqualTo(1);
        assertThat(files()).hasSize(2);
        ReturnQueue after = queue(new Bounds(2, 1_000_000));
        assertThat(drain(after, M)).containsExactly("2");
        assertThat(drain(after, N)).containsExactly("3");
    }

    @Test
    void tooManyBytesCostTheOldestButNeverTheNewest() throws IOException {
        ReturnQueue queue = queue(new Bounds(100, 1000));
        queue.add(M, load("1", "x".repeat(400)));
        queue.add(M, load("2", "x".repeat(400)));
        assertThat(counters.count("return_dropped")).isZero();

        queue.add(M, load("3", "x".repeat(5000)));

        assertThat(counters.count("return_dropped")).isEqualTo(2);
        assertThat(drain(queue(new Bounds(100, 1000)), M)).containsExactly("3");
    }

    @Test
    void whereNoFileCanBeWrittenTheyWaitInMemoryAndThatIsSaidOnce() throws IOException {
        Files.writeString(cachedir.resolve("returns"), "in the way");
        ReturnQueue queue = queue();

        queue.release(queue.add(M, load("1", "a")), 0);
        queue.release(queue.add(M, load("2", "b")), 0);

        assertThat(counters.count("returns_not_stored")).isEqualTo(1);
        Files.delete(cachedir.resolve("returns"));
        queue.release(queue.add(M, load("3", "c")), 0);
        assertThat(files()).hasSize(1);
        assertThat(drain(queue, M)).containsExactly("1", "2", "3");
    }

    @Test
    void whatSomebodyTriesToDeliverIsNotGivenToAnother() {
        ReturnQueue queue = queue();
        WaitingReturn added = queue.add(M, load("1", "a"));

        assertThat(queue.takeOldest(M::equals)).isEmpty();
        assertThat(queue.millisUntilNext(M::equals)).isEmpty();

        queue.release(added, 3_600_000);
        assertThat(queue.takeOldest(M::equals)).isEmpty();
        assertThat(queue.millisUntilNext(M::equals).orElseThrow()).isBetween(3_500_000L, 3_600_000L);

        queue.release(added, 0);
        assertThat(queue.takeOldest(M::equals)).contains(added);
    }

    @Test
    void onlyWhatWaitsForAWhileIsSynced() {
        ReturnQueue queue = queue();
        queue.remove(queue.add(M, load("1", "a")));
        assertThat(queue.sync(1000)).isFalse();

        queue.add(M, load("2", "b"));

        assertThat(queue.sync(1000)).isTrue();
        assertThat(queue.sync(0)).isFalse();
    }
}
