package io.brine.api.mon;

import io.brine.monitor.SeriesBook;
import io.brine.monitor.board.Board;
import io.brine.monitor.board.ConnectionSort;
import io.brine.monitor.board.Hands;
import io.brine.monitor.board.MinionRow;
import io.brine.monitor.health.MinionClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A large fleet that is not there: rows are made up, all else is the real master's. */
final class SimulatedBoard implements Board {
    private static final String[] SITES = {"fra", "sin", "nyc", "gru", "syd"};
    private static final String[] KINDS = {"web", "db", "app", "cache", "mail", "lb"};
    private static final String[] SYSTEMS = {"Debian 12", "Ubuntu 24", "Rocky 9", "SLES 15"};

    private final Board real;
    private volatile boolean restless;
    private final AtomicInteger looks = new AtomicInteger();
    private final List<MinionRow> rows = new ArrayList<>();

    SimulatedBoard(Board real, int minions, long now) {
        this.real = real;
        Random chance = new Random(1);
        for (int number = 0; number < minions; number++) {
            rows.add(row(number, now, chance));
        }
        rows.sort((one, other) -> one.id().compareTo(other.id()));
    }

    private static MinionRow row(int number, long now, Random chance) {
        String site = SITES[chance.nextInt(100) < 48 ? 0 : chance.nextInt(5)];
        String id = String.format("%s-%04d.%s", KINDS[number % 6], number, site);
        String os = SYSTEMS[chance.nextInt(4)];
        String word = "UP";
        String reason = "";
        switch (number) {
            case 17 -> {
                word = "FAILED";
                reason = "minion does not start, 2 repairs did not help";
            }
            case 204 -> {
                word = "REPAIRING";
                reason = "step 1 of 2: systemctl restart salt-minion";
            }
            case 199 -> {
                word = "RECOVERING";
                reason = "2 of 3 answers";
            }
            case 3003 -> {
                word = "FLAPPING";
                reason = "7 losses in 1 h, not repaired";
            }
            case 4040, 4041 -> {
                word = "SUSPECT";
                reason = "no heartbeat";
            }
            case 5050 -> {
                word = "MAINT";
                reason = "until 09:00, by ann";
            }
            default -> {
                if (site.equals("sin") && chance.nextInt(40) == 0) {
                    word = "DEGRADED";
                    reason = "file pulls slow";
                }
            }
        }
        boolean linked = !List.of("FAILED", "REPAIRING").contains(word);
        long since = now - 60 * (1 + chance.nextInt(9000));
        return new MinionRow(
                id,
                word,
                word.equals("UP") ? since : now - 40 - chance.nextInt(5000),
                site,
                linked ? since : 0,
                linked ? "" : "closed",
                linked ? 4 + chance.nextInt(60) : -1,
                now - chance.nextInt(linked ? 10 : 900),
                chance.nextInt(9) == 0 ? "3005.4" : "3006.9",
                os,
                reason,
                "",
                MinionClass.STEADY);
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public List<MinionRow> minions() {
        int look = looks.incrementAndGet();
        return restless ? rows.stream().map(row -> restless(row, look)).toList() : rows;
    }

    /** From now on every row changes with every look. */
    SimulatedBoard restless() {
        restless = true;
        return this;
    }

    private static MinionRow restless(MinionRow row, int look) {
        return new MinionRow(
                row.id(),
                row.word(),
                look,
                row.site(),
                row.linkSince(),
                row.linkEnd(),
                row.rttMillis(),
                row.seen(),
                row.version(),
                row.os(),
                row.reason(),
                row.held(),
                row.kind());
    }

    /** How often its rows were asked for. */
    int looks() {
        return looks.get();
    }

    @Override
    public Map<String, Object> pulse() {
        return real.pulse();
    }

    @Override
    public Map<String, Object> trouble() {
        return real.trouble();
    }

    @Override
    public Optional<Map<String, Object>> incident(long number) {
        return real.incident(number);
    }

    @Override
    public Map<String, Object> master() {
        return real.master();
    }

    @Override
    public Map<String, Object> connections(ConnectionSort sort, String glob) {
        return real.connections(sort, glob);
    }

    @Override
    public Optional<Map<String, Object>> minion(String id) {
        return real.minion(id);
    }

    @Override
    public List<Object> jobs(int most) {
        return real.jobs(most);
    }

    @Override
    public Optional<Map<String, Object>> job(String jid, boolean arguments) {
        return real.job(jid, arguments);
    }

    @Override
    public Optional<Map<String, Object>> result(String jid, String minion) {
        return real.result(jid, minion);
    }

    @Override
    public Map<String, Object> history(Collection<String> series, SeriesBook.Span span) {
        return real.history(series, span);
    }

    @Override
    public Map<String, Object> pulls() {
        return real.pulls();
    }

    @Override
    public Map<String, Object> logs() {
        return real.logs();
    }

    @Override
    public List<Object> checks() {
        return real.checks();
    }

    @Override
    public Optional<Map<String, Object>> check(String name) {
        return real.check(name);
    }

    @Override
    public Hands hands() {
        return real.hands();
    }

    @Override
    public List<String> targets(String tgt, String tgtType) {
        return real.targets(tgt, tgtType);
    }
}
