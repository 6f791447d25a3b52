package io.brine.monitor.board;

import io.brine.master.MasterViews;
import io.brine.master.MinionDataCache;
import io.brine.master.Targeting;
import io.brine.monitor.Monitor;
import io.brine.monitor.SeriesBook;
import io.brine.monitor.health.HealthBook;
import io.brine.monitor.health.HealthWatch;
import io.brine.monitor.health.HealthWord;
import io.brine.monitor.logs.LogBook;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The board of the master in this process. */
public final class LiveBoard implements Board {
    private static final int WORDS_SECONDS = 10;

    private final MasterViews views;
    private final FleetRows fleet;
    private final MasterPage master;
    private final ConnectionPage connections;
    private final MinionPage minion;
    private final JobPage jobs;
    private final TroublePage trouble;
    private final PullPage pulls;
    private final LogPage logs;
    private final CheckPage checks;
    private final Hands hands;
    private final Targeting targeting;
    private final SeriesBook series;

    private LiveBoard(Monitor monitor, Optional<LogBook> logs, Optional<HealthWatch> watch, Clock clock) {
        MasterViews views = monitor.views();
        MinionDataCache cache = new MinionDataCache(views.config().paths().cachedir());
        this.views = views;
        Optional<HealthBook> health = watch.map(HealthWatch::book);
        Judge judge = health.<Judge>map(HealthJudge::new).orElseGet(LinkJudge::new);
        this.fleet = new FleetRows(views, cache, judge, clock);
        this.trouble = new TroublePage(health);
        this.master = new MasterPage(monitor, clock);
        this.connections = new ConnectionPage(views);
        this.jobs = new JobPage(views.jobs());
        this.minion = new MinionPage(views, cache, jobs, trouble);
        this.pulls = new PullPage(monitor.files());
        this.logs = new LogPage(logs);
        this.checks = new CheckPage(watch.map(HealthWatch::checks));
        this.hands = new Hands(views.connections(), watch);
        this.series = monitor.series();
        this.targeting = new Targeting(views.config(), views.keys(), cache);
    }

    /** It also answers {@code monitor.get top}, and has minions counted by word for the history. @param logs empty if none are watched @param watch empty if nobody judges the health of minions */
    public static LiveBoard of(Monitor monitor, Optional<LogBook> logs, Optional<HealthWatch> watch, Clock clock) {
        LiveBoard board = new LiveBoard(monitor, logs, watch, clock);
        monitor.views().answers().put("top", words -> Fleet.top(board, clock.millis()));
        monitor.every(WORDS_SECONDS, "series of words", board::countWords);
        return board;
    }

    /** Series {@code minions.up}, {@code minions.down} and so on, a word that nobody has counts as 0; and those of the checks. */
    private void countWords() {
        Map<String, Integer> words = new HashMap<>();
        minions().forEach(row -> words.merge(row.word(), 1, Integer::sum));
        for (HealthWord word : HealthWord.values()) {
            series.add("minions." + word.name().toLowerCase(Locale.ROOT), words.getOrDefault(word.name(), 0));
        }
        checks.count(series);
    }

    @Override
    public String name() {
        return views.config().id();
    }

    @Override
    public List<MinionRow> minions() {
        return fleet.rows();
    }

    @Override
    public Map<String, Object> pulse() {
        return master.pulse(views.connections().subscribers());
    }

    @Override
    public Map<String, Object> trouble() {
        return trouble.tree();
    }

    @Override
    public Optional<Map<String, Object>> incident(long number) {
        return trouble.incident(number);
    }

    @Override
    public Map<String, Object> master() {
        return master.tree();
    }

    @Override
    public Map<String, Object> connections(ConnectionSort sort, String glob) {
        return connections.tree(sort, glob);
    }

    @Override
    public Optional<Map<String, Object>> minion(String id) {
        return minion.tree(id);
    }

    @Override
    public List<Object> jobs(int most) {
        return jobs.newest(most);
    }

    @Override
    public Optional<Map<String, Object>> job(String jid, boolean arguments) {
        return jobs.job(jid, arguments);
    }

    @Override
    public Optional<Map<String, Object>> result(String jid, String minion) {
        return jobs.result(jid, minion);
    }

    @Override
    public Map<String, Object> history(Collection<String> names, SeriesBook.Span span) {
        return series.tree(names, span);
    }

    @Override
    public Map<String, Object> pulls() {
        return pulls.tree();
    }

    @Override
    public Map<String, Object> logs() {
        return logs.tree();
    }

    @Override
    public List<Object> checks() {
        return checks.rows();
    }

    @Override
    public Optional<Map<String, Object>> check(String name) {
        return checks.one(name);
    }

    @Override
    public Hands hands() {
        return hands;
    }

    @Override
    public List<String> targets(String tgt, String tgtType) {
        return targeting.greedily(tgt, tgtType).minions();
    }
}
