package io.brine.monitor;

import io.brine.config.MonitorConfig;
import io.brine.events.EventSink;
import io.brine.master.PullProbes;
import io.brine.monitor.HealthReport.Check;
import io.brine.monitor.HealthReport.Word;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each connected minion pulls a file in turn and returns what it got; the hash must be ours, the time is taken. The content is
 * random and changes, so that no cache on the way can answer. {@link #tick} does a little at a time; nothing waits. Thread-safe.
 */
public final class Canary implements MetricSource {
    private static final Logger LOG = LoggerFactory.getLogger(Canary.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final int MOST_AT_ONCE = 5;
    private static final int LINE = 76;

    private final MonitorConfig.Canary config;
    private final PullProbes probes;
    private final Supplier<Set<String>> connected;
    private final EventSink events;
    private final Clock clock;
    private final Map<String, Result> results = new HashMap<>();
    private final Map<String, Asked> asked = new HashMap<>();
    private final Buckets took = new Buckets();
    private final LongAdder failures = new LongAdder();
    private Optional<Content> content = Optional.empty();
    private volatile Consumer<Result> listener = result -> {};

    /** How a pull went. */
    public enum Verdict {
        OK,
        /** Right, but it took longer than {@code mon:canary:slow}. */
        SLOW,
        /** The minion got something else than what we sent. */
        WRONG,
        /** It returned no file, or nothing within {@code mon:canary:timeout}. */
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param took from the question to the return, the time-out for one that did not come */
    public record Result(String minion, Verdict verdict, Duration took, Instant at, String why) {
        boolean isBad() {
            return verdict == Verdict.WRONG || verdict == Verdict.FAILED;
        }

        /** Empty if it went well. */
        String trouble() {
            return isBad() ? verdict.word() + ": " + why : "";
        }
    }

    private record Content(String text, String sha256, Instant made) {}

    private record Asked(String jid, Content content, Instant at) {}

    Canary(
            MonitorConfig.Canary config,
            PullProbes probes,
            Supplier<Set<String>> connected,
            EventSink events,
            Clock clock) {
        this.config = config;
        this.probes = probes;
        this.connected = connected;
        this.events = events;
        this.clock = clock;
    }

    /** From now on told of each result; must not block. */
    void listen(Consumer<Result> told) {
        listener = told;
    }

    /** Whether minions are asked by themselves. */
    boolean isOn() {
        return !config.every().isZero();
    }

    /** Every second: gives up on those who are silent, and asks those whose turn it is. */
    void tick() {
        giveUp();
        if (!isOn()) {
            return;
        }
        for (String minion : due()) {
            ask(minion);
        }
    }

    private synchronized List<String> due() {
        Instant before = clock.instant().minus(config.every());
        Set<String> there = connected.get();
        // Spread over the whole time, so that a fleet of any size makes no herd.
        long perTick = 1 + there.size() / Math.max(1, config.every().toSeconds());
        results.keySet().retainAll(there);
        return there.stream()
                .filter(minion -> !asked.containsKey(minion))
                .filter(minion -> lastAt(minion).isBefore(before))
                .sorted(Comparator.comparing(this::lastAt))
                .limit(Math.max(0, Math.min(perTick, MOST_AT_ONCE - asked.size())))
                .toList();
    }

    private Instant lastAt(String minion) {
        Result last = results.get(minion);
        return last == null ? Instant.EPOCH : last.at();
    }

    /** Asks one minion now. @return false if it is not connected, or asked already */
    public boolean ask(String minion) {
        Content sent;
        synchronized (this) {
            if (asked.containsKey(minion)) {
                return false;
            }
            sent = current(minion);
            asked.put(minion, new Asked("", sent, clock.instant()));
        }
        String jid = probes.ask(minion, answer -> onAnswer(minion, sent, answer));
        synchronized (this) {
            if (jid.isEmpty()) {
                asked.remove(minion);
            } else {
                asked.computeIfPresent(minion, (same, one) -> new Asked(jid, sent, one.at()));
            }
        }
        return !jid.isEmpty();
    }

    /** New content if this minion may have pulled the present one, but never under a pull that is going on. */
    private Content current(String minion) {
        Instant now = clock.instant();
        boolean isOld = content.isEmpty()
                || content.get().made().plus(FRESH).isBefore(now)
                || !lastAt(minion).isBefore(content.get().made());
        if (isOld && (asked.isEmpty() || content.isEmpty())) {
            String text = random(config.sizeBytes());
            probes.prepare(text);
            content = Optional.of(new Content(text, sha256(text), now));
        }
        return content.orElseThrow();
    }

    private static String random(int sizeBytes) {
        byte[] bytes = new byte[sizeBytes / 2 + 1];
        RANDOM.nextBytes(bytes);
        StringBuilder text = new StringBuilder(HexFormat.of().formatHex(bytes));
        text.setLength(sizeBytes);
        for (int i = LINE; i < sizeBytes; i += LINE + 1) {
            text.setCharAt(i, '\n');
        }
        return text.toString();
    }

    private void onAnswer(String minion, Content sent, PullProbes.Answer answer) {
        took.observe(answer.took().toNanos());
        String got = answer.content() instanceof String text ? text : "";
        Verdict verdict;
        String why = "";
        if (got.isEmpty()) {
            verdict = Verdict.FAILED;
            why = "no file came back but " + (answer.content() == null ? "nothing" : "another value");
        } else if (!sha256(got).equals(sent.sha256())) {
            verdict = Verdict.WRONG;
            why = got.length() + " characters with hash " + sha256(got) + " instead of "
                    + sent.text().length() + " with " + sent.sha256();
        } else if (answer.took().compareTo(config.slow()) > 0) {
            verdict = Verdict.SLOW;
            why = "it took " + answer.took().toMillis() + " ms";
        } else {
            verdict = Verdict.OK;
        }
        note(new Result(minion, verdict, answer.took(), clock.instant(), why));
    }

    private void giveUp() {
        List<Result> silent = new ArrayList<>();
        synchronized (this) {
            Instant before = clock.instant().minus(config.timeout());
            asked.forEach((minion, question) -> {
                if (question.at().isBefore(before)) {
                    probes.forget(question.jid());
                    silent.add(new Result(
                            minion, Verdict.FAILED, config.timeout(), clock.instant(), "it did not return in time"));
                }
            });
        }
        silent.forEach(this::note);
    }

    private void note(Result result) {
        Result before;
        synchronized (this) {
            asked.remove(result.minion());
            before = results.put(result.minion(), result);
        }
        if (result.isBad()) {
            failures.increment();
        }
        Verdict was = before == null ? Verdict.OK : before.verdict();
        if (was != result.verdict()) {
            tell(result, was);
        }
        listener.accept(result);
    }

    /** Changes only. */
    private void tell(Result result, Verdict was) {
        if (result.isBad()) {
            LOG.warn(
                    "file pull of {}: {}: {}", result.minion(), result.verdict().word(), result.why());
        }
        Map<String, Object> data = shown(result);
        data.put("was", was.word());
        events.fire("salt/mon/canary/" + result.minion(), data);
    }

    static Map<String, Object> shown(Result result) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", result.minion());
        data.put("result", result.verdict().word());
        data.put("seconds", result.took().toMillis() / 1000.0);
        data.put("at", result.at().toString());
        data.put("why", result.why());
        return data;
    }

    /** The last result of each minion that is connected, the worst first. */
    public synchronized List<Result> results() {
        return results.values().stream()
                .sorted(Comparator.comparing(Result::verdict)
                        .reversed()
                        .thenComparing(Result::took, Comparator.reverseOrder()))
                .toList();
    }

    public synchronized Optional<Result> result(String minion) {
        return Optional.ofNullable(results.get(minion));
    }

    private Map<Verdict, Long> counts() {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, 0L);
        }
        results().forEach(result -> counts.merge(result.verdict(), 1L, Long::sum));
        return counts;
    }

    /** For the health report: wrong bytes are nothing to wait with. */
    Check check() {
        Map<Verdict, Long> counts = counts();
        long bad = counts.get(Verdict.WRONG) + counts.get(Verdict.FAILED);
        String why = counts.get(Verdict.OK) + " ok, " + counts.get(Verdict.SLOW) + " slow, " + counts.get(Verdict.WRONG)
                + " wrong, " + counts.get(Verdict.FAILED) + " failed";
        return new Check("canary", bad > 0 ? Word.WARNING : Word.OK, false, why);
    }

    @Override
    public void collect(Families families) {
        families.histogram("salt_file_canary_seconds", "How long minions took to pull the canary file and return it.")
                .add(took);
        families.counter("salt_file_canary_failures_total", "Canary pulls that came back wrong, or not at all.")
                .add(failures.sum());
        Families.Family minions =
                families.gauge("salt_file_canary_minions", "Connected minions, by how their last canary pull went.");
        counts().forEach((verdict, count) -> minions.add(count, "result", verdict.word()));
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
