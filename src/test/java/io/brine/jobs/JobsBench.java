package io.brine.jobs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * {@code bench/jobs [N]}: a book of N jobs in a temporary directory; what an answer takes, the first time and then, what a
 * return costs, and how long the longest commit takes while jobs are forgotten.
 */
final class JobsBench {
    private static final int MINIONS = 10_000;
    private static final int IN_FLIGHT = 100;
    private static final int ROUNDS = 9;
    private static final DateTimeFormatter JID =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> FUNS =
            List.of("test.ping", "cmd.run", "state.apply", "state.highstate", "grains.items", "pkg.install");

    private final Path directory;
    private final int jobs;
    private final Random random = new Random(1);
    private JobBook book;

    private JobsBench(Path directory, int jobs) {
        this.directory = directory;
        this.jobs = jobs;
    }

    public static void main(String[] args) throws Exception {
        int jobs = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        JobsBench bench = new JobsBench(Path.of(args[1]), jobs);
        bench.open();
        bench.returns("empty book");
        bench.fill();
        bench.reopen();
        bench.queries();
        bench.returns("book of " + jobs + " jobs");
        bench.expire();
        bench.book.close();
    }

    private void open() {
        JobFiles files = new JobFiles(directory, "sha256", false);
        book = JobBook.open(directory.resolve("jobs.db"), files, Runnable::run, Runnable::run, Clock.systemUTC());
    }

    private void reopen() {
        book.close();
        open();
    }

    private static String jid(int number) {
        return JID.format(START.plusSeconds(number)) + String.format("%06d", number % 1_000_000);
    }

    /** One return each; every thousandth fails, one in ten thousand carries metadata. */
    private void fill() throws Exception {
        long start = System.nanoTime();
        Semaphore free = new Semaphore(2000);
        for (int number = 0; number < jobs; number++) {
            Map<String, Object> load = new LinkedHashMap<>();
            String minion = "minion" + random.nextInt(MINIONS);
            String fun = number % 5000 == 7 ? "rare.function" : FUNS.get(random.nextInt(FUNS.size()));
            load.put("fun", fun);
            load.put("arg", List.of("some argument"));
            load.put("tgt", number % 3 == 0 ? "*" : minion);
            load.put("tgt_type", "glob");
            load.put("user", number % 1000 == 3 ? "rare" : "user" + random.nextInt(20));
            load.put("jid", jid(number));
            if (number % 10_000 == 5) {
                load.put("metadata", Map.of("ticket", "T-" + number));
            }
            free.acquire(2);
            JobRecord job = new JobRecord(jid(number), load, List.of(minion));
            book.saveJob(job, true).whenComplete((done, failed) -> free.release());
            long retcode = number % 1000 == 1 ? 1 : 0;
            JobReturn returned = new JobReturn(
                    job.jid(),
                    minion,
                    fun,
                    Map.of("return", number == jobs / 2 ? "needle" : "value " + number, "retcode", retcode),
                    Optional.empty());
            book.saveReturn(returned).whenComplete((done, failed) -> free.release());
        }
        free.acquire(2000);
        System.out.printf(
                "%d jobs written in %.0f s, %d MB%n",
                jobs, (System.nanoTime() - start) / 1e9, Files.size(directory.resolve("jobs.db")) >> 20);
    }

    private void queries() {
        JobQuery all = JobQuery.ALL.newest(1000);
        String from = jid(jobs / 2);
        String to = jid(jobs / 2 + 3600);
        list("newest 50", all.newest(50));
        list("newest 1000", all);
        list("function test.ping", all.ofFunctions(List.of("test.ping")));
        list("function state.*", all.ofFunctions(List.of("state.*")));
        list("function rare.*", all.ofFunctions(List.of("rare.*")));
        list("target minion77", all.ofTargets(List.of("minion77")));
        list("target minion77*", all.ofTargets(List.of("minion77*")));
        list("minion minion77", all.ofMinion("minion77"));
        list("user rare", all.ofUser("rare"));
        list("success False", all.with(false));
        list("success True", all.with(true));
        list("an hour in the middle", all.between(from, to));
        list(
                "function and user and time",
                all.ofFunctions(List.of("state.*")).ofUser("rare").between(from, to));
        list(
                "function cmd.run and user rare",
                all.ofFunctions(List.of("cmd.run")).ofUser("rare"));
        list("metadata", all.marked(Map.of("ticket", "T-" + 5)));
        find("find minion77", new ReturnQuery(all.newest(50).ofMinion("minion77"), "", "", "*", Optional.empty()));
        find(
                "find function state.*",
                new ReturnQuery(all.newest(50).ofFunctions(List.of("state.*")), "", "", "*", Optional.empty()));
        find("find failed", new ReturnQuery(all.newest(50).with(false), "", "", "*", Optional.empty()));
        find("find text nowhere", new ReturnQuery(all.newest(50), "nowhere", "", "*", Optional.empty()));
        find(
                "find text in an hour",
                new ReturnQuery(all.newest(50).between(from, to), "needle", "", "*", Optional.empty()));
    }

    private void list(String name, JobQuery query) {
        measure(name, () -> {
            JobSearch.Found found = new JobSearch(book).list(query);
            return found.jobs().size() + (found.gaveUpAt().isEmpty() ? "" : ", gave up");
        });
    }

    private void find(String name, ReturnQuery query) {
        measure(name, () -> {
            ReturnSearch.Found found = new ReturnSearch(book).find(query);
            return found.hits().size() + (found.gaveUpAt().isEmpty() ? "" : ", gave up");
        });
    }

    private static void measure(String name, java.util.function.Supplier<String> question) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Long> times = new ArrayList<>();
        List<Long> cpus = new ArrayList<>();
        String found = "";
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long cpu = threads.getCurrentThreadCpuTime();
            found = question.get();
            times.add(System.nanoTime() - start);
            cpus.add(threads.getCurrentThreadCpuTime() - cpu);
        }
        double first = times.get(0) / 1e6;
        Collections.sort(times);
        Collections.sort(cpus);
        System.out.printf(
                "%-32s first %7.1f ms   then %6.1f ms (CPU %5.1f ms)   found %s%n",
                name, first, times.get(ROUNDS / 2) / 1e6, cpus.get(ROUNDS / 2) / 1e6, found);
    }

    /** A hundred in flight, as from a hundred connections, of about a kilobyte. */
    private void returns(String name) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long id = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("Ledger"))
                .mapToLong(Thread::getId)
                .max()
                .orElseThrow();
        String text = "x".repeat(900);
        for (int round = 0; round < 3; round++) {
            long cpu = threads.getThreadCpuTime(id);
            long start = System.nanoTime();
            Semaphore free = new Semaphore(IN_FLIGHT);
            for (int job = 0; job < 5; job++) {
                String jid = "2027010101010101" + String.format("%04d", random.nextInt(10_000));
                book.saveJob(new JobRecord(jid, Map.of("fun", "test.ping", "tgt", "*"), List.of()), true)
                        .join();
                List<Integer> order = new ArrayList<>();
                for (int minion = 0; minion < MINIONS; minion++) {
                    order.add(minion);
                }
                Collections.shuffle(order, random);
                for (int minion : order) {
                    free.acquire();
                    book.saveReturn(new JobReturn(
                                    jid, "minion" + minion, "test.ping", Map.of("return", text), Optional.empty()))
                            .whenComplete((done, failed) -> free.release());
                }
            }
            free.acquire(IN_FLIGHT);
            System.out.printf(
                    "%s: %.1f us CPU of the writer per return, %.0f returns/s, longest commit %.0f ms, longest wait %.0f ms%n",
                    name,
                    (threads.getThreadCpuTime(id) - cpu) / 1e3 / (5 * MINIONS),
                    5 * MINIONS / ((System.nanoTime() - start) / 1e9),
                    book.ledger().counts().longestCommitNanos() / 1e6,
                    book.ledger().counts().longestWaitNanos() / 1e6);
        }
        System.out.println(book.ledger().counts());
    }

    /** Forgets 100,000 jobs, or half of them. */
    private void expire() throws IOException {
        reopen();
        long before = book.ledger()
                .read(session -> session.query(
                        "select made from jobs order by made limit 1 offset " + Math.min(100_000, jobs / 2)))
                .get(0)
                .number(0);
        long start = System.nanoTime();
        int forgotten = book.expire(Instant.ofEpochMilli(before));
        System.out.printf(
                "%d jobs forgotten in %.1f s, longest commit meanwhile %.1f ms, file now %d MB%n",
                forgotten,
                (System.nanoTime() - start) / 1e9,
                book.ledger().counts().longestCommitNanos() / 1e6,
                Files.size(directory.resolve("jobs.db")) >> 20);
    }
}
