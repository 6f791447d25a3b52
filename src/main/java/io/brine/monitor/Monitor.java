package io.brine.monitor;

import io.brine.config.MasterConfig;
import io.brine.config.MonitorConfig;
import io.brine.keys.KeyState;
import io.brine.master.ConnectionBook;
import io.brine.master.MasterDaemon;
import io.brine.master.MasterViews;
import io.brine.monitor.MetricsDoor.Page;
import io.brine.monitor.logs.LogWatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What watches a master: the list of its parts. */
public final class Monitor implements AutoCloseable {
    private static final int SAMPLE_SECONDS = 10;
    private static final int TIDY_SECONDS = 300;
    private static final int SAVE_SECONDS = 60;
    private static final int MINUTE_SECONDS = 60;
    private static final Duration HOLD = Duration.ofMinutes(5);

    private final MasterViews views;
    private final Instant began;
    private final Metrics metrics = new Metrics();
    private final MonitorLoop loop = new MonitorLoop();
    private final RequestMeters requests;
    private final FileMeters files;
    private final RunnerWatch runners;
    private final Canary canary;
    private final Optional<EventHistory> history;
    private final SeriesBook series;
    private final Optional<LogWatch> logs;
    private final Health health;
    private final MonitorConfig.Metrics settings;
    private MetricsDoor door;

    private Monitor(MasterConfig config, MasterDaemon daemon, Clock clock) {
        this.settings = config.monitor().metrics();
        this.views = daemon.views();
        this.began = clock.instant();
        Supplier<Set<String>> accepted = () -> views.keys().idSet(KeyState.ACCEPTED);
        PerMinion perMinion = new PerMinion(settings, accepted, clock);
        JobMeters jobs = new JobMeters(settings, perMinion);
        this.requests = new RequestMeters();
        LinkMeters links = new LinkMeters(views, settings.perMinion(), clock);
        this.files = new FileMeters(config.files().roots().keySet(), clock);
        daemon.listen(requests);
        daemon.listen(jobs);
        daemon.listen(perMinion);
        daemon.listen(links);
        daemon.listen(files);
        this.runners = new RunnerWatch(views.bus(), jobs);
        this.canary = new Canary(config.monitor().canary(), views.probes(), views.connected(), views.bus(), clock);
        this.history = config.monitor().history().enabled()
                ? Optional.of(EventHistory.open(config, views.jobs(), views.bus(), clock))
                : Optional.empty();
        this.series = new SeriesBook(config.paths().cachedir().resolve("brine").resolve("history"), clock);
        MasterLooks looks = new MasterLooks(views, requests, jobs, series);
        LogMeters logMeters = new LogMeters();
        this.logs = config.monitor().logs().enabled()
                ? Optional.of(new LogWatch(config.monitor().logs(), views.bus(), clock, logMeters))
                : Optional.empty();
        this.health = new Health(views, loop);
        health.add(canary::check);
        views.answers().put("canary", this::canaryAnswer);
        views.answers().put("health", words -> HealthAnswer.of(health, views));
        metrics.add(jobs)
                .add(perMinion)
                .add(requests)
                .add(new QueueSeries(views))
                .add(new BusSeries(views.bus(), views.feed()))
                .add(links)
                .add(files)
                .add(logMeters)
                .add(canary)
                .add(loop)
                .add(new JvmSeries());
        loop.every(1, "runners", runners::drain)
                .every(1, "canary", () -> pull(clock))
                .every(1, "series", looks::second)
                .every(MINUTE_SECONDS, "times of commands", requests::minute)
                .every(SAMPLE_SECONDS, "series of connections", looks::tenSeconds)
                .every(SAVE_SECONDS, "series on disk", series::save)
                .every(SAMPLE_SECONDS, "connections", links::sample)
                .every(SAMPLE_SECONDS, "health", health::sample)
                .every(TIDY_SECONDS, "tidying", () -> files.retain(accepted.get()));
        history.ifPresent(open -> {
            metrics.add(open);
            loop.every(1, "history", open::drain).every(TIDY_SECONDS, "history tidying", open::tidy);
        });
    }

    /** Listens from now on; nothing runs before {@link #start}. The daemon may be started before or after. */
    public static Monitor over(MasterConfig config, MasterDaemon daemon, Clock clock) {
        return new Monitor(config, daemon, clock);
    }

    /**
     * Starts what looks at things by itself, and opens the port for scrapers if there is to be one.
     *
     * @throws java.io.UncheckedIOException naming the port that cannot be had
     */
    public Monitor start() {
        if (settings.port() > 0) {
            door = MetricsDoor.open(settings.address(), settings.port(), pages());
        }
        loop.start();
        logs.ifPresent(LogWatch::start);
        return this;
    }

    /** What the port for scrapers answers. */
    Map<String, Supplier<Page>> pages() {
        return Map.of(
                "/metrics", () -> new Page(200, Metrics.CONTENT_TYPE, metrics.text()),
                "/healthz", () -> health.isAlive() ? Page.text(200, "ok\n") : Page.text(503, "not alive\n"),
                "/readyz", this::ready);
    }

    private Page ready() {
        List<String> reasons = health.report().notReady();
        return reasons.isEmpty() ? Page.text(200, "ok\n") : Page.text(503, String.join("\n", reasons) + "\n");
    }

    /** The daemon as it can be seen. */
    public MasterViews views() {
        return views;
    }

    /** Who is connected. */
    public ConnectionBook connections() {
        return views.connections();
    }

    /** How requests fared of late, by command. */
    public List<CommandTimes> commandTimes() {
        return requests.times();
    }

    /** Who pulls which file. */
    public FileMeters files() {
        return files;
    }

    /** Not while everybody comes back after a restart of the master. */
    private void pull(Clock clock) {
        if (clock.instant().isAfter(began.plus(HOLD))) {
            canary.tick();
        }
    }

    /** Whose file pulls work. */
    public Canary canary() {
        return canary;
    }

    /** {@code salt-run monitor.get canary [minion=ID [now=True]]}: last results, or one more pull. */
    private Object canaryAnswer(Map<String, Object> words) {
        if (!(words.get("minion") instanceof String minion)) {
            return canary.results().stream().map(Canary::shown).toList();
        }
        if (Boolean.TRUE.equals(words.get("now"))) {
            return Map.of("asked", canary.ask(minion));
        }
        return canary.result(minion).map(Canary::shown).orElse(Map.of());
    }

    /** Events of the past; empty where none are kept. */
    public Optional<EventHistory> history() {
        return history;
    }

    /** Numbers of the past. */
    public SeriesBook series() {
        return series;
    }

    /** Has something done on the monitor's thread every so many seconds; it must be short. */
    public void every(int seconds, String name, Runnable work) {
        loop.every(seconds, name, work);
    }

    /** What the logs say; empty where they are not read. */
    public Optional<LogWatch> logs() {
        return logs;
    }

    /** What {@code /metrics} answers; others may add their series. */
    public Metrics metrics() {
        return metrics;
    }

    /** What {@code /healthz} and {@code /readyz} answer. */
    public Health health() {
        return health;
    }

    @Override
    public void close() {
        if (door != null) {
            door.close();
        }
        views.answers().clear();
        loop.close();
        series.close();
        runners.close();
        history.ifPresent(EventHistory::close);
        logs.ifPresent(LogWatch::close);
    }
}
