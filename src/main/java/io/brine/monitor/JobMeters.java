package io.brine.monitor;

import io.brine.config.MonitorConfig;
import io.brine.master.MasterListener;
import io.brine.wire.MinionId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Jobs and returns by function, with the names of salt-exporter, and the time from publish to return. The number of functions
 * with series of their own is bounded, and functions that were not published here (minions may return anything) have a small
 * share of that alone.
 */
final class JobMeters implements MasterListener, MetricSource {
    private static final int MOST_REMEMBERED_JOBS = 2000;

    private final MonitorConfig.Metrics config;
    private final Map<FunctionLabel, Meter> meters = new ConcurrentHashMap<>();
    private final AtomicInteger unsolicited = new AtomicInteger();
    private final Meter other = new Meter(FunctionLabel.OTHER);
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> sentOrder = new ConcurrentLinkedQueue<>();
    private final LongAdder responsesOk = new LongAdder();
    private final LongAdder responsesFailed = new LongAdder();
    private final LongAdder runnersOk = new LongAdder();
    private final LongAdder runnersFailed = new LongAdder();
    private final LongAdder replays = new LongAdder();
    private final LongAdder foreign = new LongAdder();
    private final LongAdder returnsLost = new LongAdder();
    private final LongAdder publishesLost = new LongAdder();
    private final PerMinion perMinion;

    private record Sent(Meter meter, boolean ignored, long atNanos) {}

    private static final class Meter {
        private final FunctionLabel label;
        private final LongAdder jobs = new LongAdder();
        private final LongAdder expected = new LongAdder();
        private final LongAdder ok = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder scheduledOk = new LongAdder();
        private final LongAdder scheduledFailed = new LongAdder();
        private final Buckets publishToReturn = new Buckets();
        private volatile double lastSeconds = Double.NaN;

        Meter(FunctionLabel label) {
            this.label = label;
        }
    }

    JobMeters(MonitorConfig.Metrics config, PerMinion perMinion) {
        this.config = config;
        this.perMinion = perMinion;
    }

    @Override
    public void onPublished(String jid, Map<String, Object> load, List<String> expected) {
        FunctionLabel label = FunctionLabel.ofJob(load);
        boolean ignored = isIgnored(label, load.get("arg"));
        Meter meter = meter(label, config.mostFunctions());
        remember(jid, new Sent(meter, ignored, System.nanoTime()));
        if (!ignored) {
            meter.jobs.increment();
            meter.expected.add(expected.size());
        }
    }

    private void remember(String jid, Sent job) {
        if (sent.put(jid, job) == null) {
            sentOrder.add(jid);
            if (sent.size() > MOST_REMEMBERED_JOBS) {
                String oldest = sentOrder.poll();
                if (oldest != null) {
                    sent.remove(oldest);
                }
            }
        }
    }

    /** Of a runner: its jobs are the master's own. */
    void onRunner(String fun, boolean isReturn, boolean success) {
        Meter meter = meter(FunctionLabel.of(fun, ""), config.mostFunctions());
        perMinion.onRunner();
        if (isReturn) {
            (success ? meter.ok : meter.failed).increment();
            (success ? runnersOk : runnersFailed).increment();
            perMinion.onRunnerReturn(success);
        } else {
            meter.jobs.increment();
            meter.expected.increment();
        }
    }

    @Override
    public void onReturn(String jid, MinionId id, Map<String, Object> load) {
        Sent job = sent.get(jid);
        boolean success = ReturnVerdict.isSuccess(load);
        (success ? responsesOk : responsesFailed).increment();
        Meter meter = job == null ? unknown(load) : job.meter();
        perMinion.onReturn(id, meter.label, success);
        boolean ignored = job == null ? isIgnored(meter.label, load.get("fun_args")) : job.ignored();
        if (ignored) {
            return;
        }
        if (load.get("schedule") != null) {
            (success ? meter.scheduledOk : meter.scheduledFailed).increment();
        } else {
            (success ? meter.ok : meter.failed).increment();
        }
        if (job != null) {
            meter.publishToReturn.observe(System.nanoTime() - job.atNanos());
        }
        if (meter.label.isState()) {
            meter.lastSeconds = ReturnVerdict.stateSeconds(load.get("return"));
        }
    }

    /** Returns of minions that were taken since the start. */
    long returns() {
        return responsesOk.sum() + responsesFailed.sum();
    }

    /** A job of the minion's own, or one that was forgotten. */
    private Meter unknown(Map<String, Object> load) {
        FunctionLabel label = FunctionLabel.ofReturn(load);
        Meter known = meters.get(label);
        int share = Math.max(1, config.mostFunctions() / 4);
        if (known != null) {
            return known;
        }
        boolean hasShare = unsolicited.get() < share && unsolicited.incrementAndGet() <= share;
        return hasShare ? meter(label, config.mostFunctions()) : other;
    }

    private Meter meter(FunctionLabel label, int most) {
        Meter known = meters.get(label);
        if (known != null) {
            return known;
        }
        return meters.size() < most && !label.equals(FunctionLabel.OTHER)
                ? meters.computeIfAbsent(label, Meter::new)
                : other;
    }

    private boolean isIgnored(FunctionLabel label, Object args) {
        return config.ignoreMine() && label.function().equals("mine.update")
                || config.ignoreTest() && ReturnVerdict.isTest(args);
    }

    @Override
    public void onForeignReturn(String jid, MinionId id) {
        foreign.increment();
    }

    @Override
    public void onReplay(String jid, MinionId id) {
        replays.increment();
    }

    @Override
    public void onReturnLost(String jid, MinionId id, Throwable why) {
        returnsLost.increment();
    }

    @Override
    public void onPublishLost(String user, Throwable why) {
        publishesLost.increment();
    }

    @Override
    public void collect(Families families) {
        Families.Family jobs = families.counter("salt_new_job_total", "Jobs that were started.");
        Families.Family expected =
                families.counter("salt_expected_responses_total", "Minions that were expected to return, all jobs.");
        Families.Family responses = families.counter("salt_function_responses_total", "Returns of published jobs.");
        Families.Family scheduled = families.counter(
                "salt_scheduled_job_return_total", "Returns of jobs that minions started by schedule.");
        Families.Family duration = families.gauge(
                "salt_job_duration_seconds", "What the states of the last return took, all together, in true seconds.");
        Families.HistogramFamily way = families.histogram(
                "salt_publish_to_return_seconds", "From the publish of a job to the return of a minion being kept.");
        for (Meter meter : meters.values()) {
            collect(meter, jobs, expected, responses, scheduled, duration);
            way.add(meter.publishToReturn, meter.label.pair());
        }
        collect(other, jobs, expected, responses, scheduled, duration);
        way.add(other.publishToReturn, other.label.pair());
        if (!perMinion.isOn()) {
            families.counter("salt_responses_total", "Returns, by success.")
                    .add(responsesOk.sum() + runnersOk.sum(), "success", "true")
                    .add(responsesFailed.sum() + runnersFailed.sum(), "success", "false");
        }
        families.counter("salt_returns_replayed_total", "Second returns of a minion for one job; they were not taken.")
                .add(replays.sum());
        families.counter(
                        "salt_returns_foreign_total",
                        "Returns of jobs that were meant for others; they were not taken.")
                .add(foreign.sum());
        families.counter("salt_returns_lost_total", "Returns that could not be kept.")
                .add(returnsLost.sum());
        families.counter("salt_publishes_lost_total", "Jobs that were refused, as they could not be kept.")
                .add(publishesLost.sum());
    }

    private static void collect(
            Meter meter,
            Families.Family jobs,
            Families.Family expected,
            Families.Family responses,
            Families.Family scheduled,
            Families.Family duration) {
        String[] pair = meter.label.pair();
        jobs.add(meter.jobs.sum(), pair);
        expected.add(meter.expected.sum(), pair);
        responses.add(meter.ok.sum(), meter.label.with("success", "true"));
        responses.add(meter.failed.sum(), meter.label.with("success", "false"));
        if (meter.scheduledOk.sum() + meter.scheduledFailed.sum() > 0) {
            scheduled.add(meter.scheduledOk.sum(), meter.label.with("success", "true"));
            scheduled.add(meter.scheduledFailed.sum(), meter.label.with("success", "false"));
        }
        if (!Double.isNaN(meter.lastSeconds)) {
            duration.add(meter.lastSeconds, pair);
        }
    }
}
