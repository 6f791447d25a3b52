package io.brine.jobs;

import io.brine.store.Ledger;
import io.brine.store.LedgerRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When and from where each minion was connected last, kept on disk, so that a restart does not forget it. Thread-safe. */
public final class SeenMinions {
    static final List<String> SCHEMA = List.of("create table if not exists presence(minion text primary key,"
            + " connected integer, at integer, address text)");

    private final Ledger ledger;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /** @param connected now, as far as the daemon knows
     *  @param at when that began
     *  @param address of the connection, or of the last one */
    public record Seen(boolean connected, Instant at, String address) {}

    SeenMinions(Ledger ledger) {
        this.ledger = ledger;
    }

    /** As it is on disk now: for a command beside the daemon. */
    public Map<String, Seen> onDisk() {
        Map<String, Seen> all = new HashMap<>();
        for (LedgerRow row :
                ledger.read(session -> session.query("select minion, connected, at, address from presence"))) {
            all.put(row.text(0), new Seen(row.number(1) == 1, Instant.ofEpochMilli(row.number(2)), row.text(3)));
        }
        return all;
    }

    /** At the start of the daemon: whoever was connected when it stopped is not any more. */
    public void startAnew(Instant now) {
        seen.putAll(onDisk());
        seen.replaceAll((minion, was) -> was.connected() ? new Seen(false, now, was.address()) : was);
        ledger.write(session ->
                session.update("update presence set connected = 0, at = ? where connected = 1", now.toEpochMilli()));
    }

    /** A connection of a minion began or ended. Nobody waits for that to be on disk. */
    public void note(String minion, Seen now) {
        seen.put(minion, now);
        ledger.write(session -> session.update(
                "insert or replace into presence(minion, connected, at, address) values(?, ?, ?, ?)",
                minion,
                now.connected() ? 1 : 0,
                now.at().toEpochMilli(),
                now.address()));
    }

    public Optional<Seen> of(String minion) {
        return Optional.ofNullable(seen.get(minion));
    }

    /** Why a minion that is not connected is not. */
    public Absence absence(String minion) {
        return of(minion)
                .map(was -> new Absence(Optional.of(was.at()), was.address()))
                .orElse(Absence.NEVER_SEEN);
    }
}
