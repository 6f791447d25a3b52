package io.brine.chaos;

import io.brine.channel.SignInResult;
import io.brine.crypt.RsaKeyPair;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobFiles;
import io.brine.master.MasterSite;
import io.brine.master.TestMinion;
import io.brine.store.LedgerRow;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A master in a process of its own, killed with SIGKILL after a random number of returns while minions (request protocol 3) return as fast
 * as they can; each acknowledged return is remembered and looked for at the end.
 *
 * <p>{@code main [rounds] [minions]}: the command {@code bench/chaos kill}.
 */
final class KillRounds implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration NEWCOMERS_PATIENCE = Duration.ofMillis(300);
    private static final Duration START = Duration.ofSeconds(60);
    private static final int FEWEST_RETURNS = 200;
    private static final int MORE_RETURNS = 2500;

    private final MasterSite site;
    private final List<Thread> minions = new ArrayList<>();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();
    private final Random random = new Random();
    private final RsaKeyPair key = RsaKeyPair.generate(2048);
    private final List<Long> restartMillis = new ArrayList<>();
    private long upNanos;
    private long whileUp;
    private volatile boolean ending;
    private Process master;

    /**
     * @param lost acknowledged and not in the book
     * @param perSecond returns acknowledged a second between the first of a round and its kill
     * @param sound what SQLite says of the book: ok
     * @param restartMillis from the start of the process to the first return that a new connection got acknowledged
     */
    record Outcome(int rounds, long acknowledged, long perSecond, long lost, String sound, List<Long> restartMillis) {}

    KillRounds(Path root) {
        site = new MasterSite(root, "auto_accept: true", "job_cache_return_files: false", "log_level: error");
    }

    Outcome run(int rounds, int minionCount) throws IOException, InterruptedException {
        startMaster();
        for (int number = 0; number < minionCount; number++) {
            TestMinion minion = new TestMinion("m" + number, site, key);
            await().until(() -> minion.signIn() instanceof SignInResult.Accepted);
            Thread thread = new Thread(() -> give(minion), "minion-" + number);
            thread.setDaemon(true);
            minions.add(thread);
        }
        minions.forEach(Thread::start);
        for (int round = 0; round < rounds; round++) {
            returnsUntilKilled(FEWEST_RETURNS + random.nextInt(MORE_RETURNS));
            startMaster();
        }
        awaitMore(minions.size());
        ending = true;
        for (Thread minion : minions) {
            minion.join(Duration.ofSeconds(30).toMillis());
        }
        kill();
        return look(rounds);
    }

    private void startMaster() throws IOException, InterruptedException {
        long began = System.nanoTime();
        master = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.brine.cli.Main",
                        "master",
                        "-c",
                        site.root.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(site.root.toFile(), "master.out")))
                .start();
        if (minions.isEmpty()) {
            return;
        }
        await().until(() -> takesReturnOfNewcomer() || !master.isAlive());
        if (!master.isAlive()) {
            throw new IllegalStateException(
                    "the master did not come back: " + Files.readString(site.root.resolve("master.out")));
        }
        restartMillis.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    /** Those whose connection broke pause before they connect again; somebody new shows when the master is back. */
    private boolean takesReturnOfNewcomer() {
        try (TestMinion newcomer = new TestMinion("newcomer", site, key)) {
            String jid = nextJid();
            boolean safe = isAcknowledged(newcomer, jid, NEWCOMERS_PATIENCE);
            if (safe) {
                remember(jid, newcomer);
            }
            return safe;
        }
    }

    private void returnsUntilKilled(int returns) throws InterruptedException {
        awaitMore(1);
        long began = System.nanoTime();
        long before = taken.get();
        awaitMore(returns);
        upNanos += System.nanoTime() - began;
        whileUp += taken.get() - before;
        kill();
    }

    private void remember(String jid, TestMinion minion) {
        acknowledged.add(jid + " " + minion.id);
        taken.incrementAndGet();
    }

    private String nextJid() {
        return String.format("2026%016d", numbers.incrementAndGet());
    }

    private void kill() throws InterruptedException {
        master.toHandle().destroyForcibly();
        master.waitFor();
    }

    private void awaitMore(int returns) {
        long enough = taken.get() + (long) returns;
        await().until(() -> taken.get() >= enough);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(START).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    /** One return after the other; what is not acknowledged is sent again, as a minion does. */
    private void give(TestMinion minion) {
        while (!ending) {
            String jid = nextJid();
            boolean safe = false;
            while (!safe && !ending) {
                safe = isAcknowledged(minion, jid, PATIENCE);
            }
            if (safe) {
                remember(jid, minion);
            }
        }
        minion.close();
    }

    private static boolean isAcknowledged(TestMinion minion, String jid, Duration patience) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_return");
        load.put("id", minion.id.value());
        load.put("jid", jid);
        load.put("fun", "test.ping");
        load.put("fun_args", List.of());
        load.put("return", true);
        load.put("retcode", 0L);
        load.put("success", true);
        try {
            return minion.requests.ask(load, patience).join() == null;
        } catch (RuntimeException notAnswered) {
            return false;
        }
    }

    private Outcome look(int rounds) {
        Path cachedir = site.root.resolve("cache");
        JobFiles files = new JobFiles(cachedir, "sha256", false);
        try (JobBook book = JobBook.beside(cachedir.resolve("brine/jobs.db"), files, Clock.systemUTC())) {
            Set<String> kept = new TreeSet<>();
            for (LedgerRow row : book.ledger().read(session -> session.query("select jid, minion from returns"))) {
                kept.add(row.text(0) + " " + row.text(1));
            }
            long lost = acknowledged.stream().filter(one -> !kept.contains(one)).count();
            String sound = book.ledger()
                    .read(session ->
                            session.query("pragma integrity_check").get(0).text(0));
            long perSecond = Math.round(whileUp * 1e9 / upNanos);
            return new Outcome(rounds, taken.get(), perSecond, lost, sound, List.copyOf(restartMillis));
        }
    }

    @Override
    public void close() {
        ending = true;
        if (master != null) {
            master.toHandle().destroyForcibly();
        }
        site.close();
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        int minions = args.length > 1 ? Integer.parseInt(args[1]) : 32;
        Path root = Files.createTempDirectory("brine-chaos");
        long began = System.nanoTime();
        try (KillRounds chaos = new KillRounds(root)) {
            Outcome outcome = chaos.run(rounds, minions);
            List<Long> restarts = new ArrayList<>(outcome.restartMillis());
            Collections.sort(restarts);
            double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
            System.out.printf(
                    "%d kills in %.0f s: %d returns acknowledged, %d a second while the master was up, %d lost, the book is"
                            + " %s; from start to the first acknowledged return %d ms median, %d ms at most%n",
                    outcome.rounds(),
                    seconds,
                    outcome.acknowledged(),
                    outcome.perSecond(),
                    outcome.lost(),
                    outcome.sound(),
                    restarts.get(restarts.size() / 2),
                    restarts.get(restarts.size() - 1));
            System.out.flush();
            delete(root);
            Runtime.getRuntime().halt(outcome.lost() == 0 && "ok".equals(outcome.sound()) ? 0 : 1);
        }
    }
}
