package io.brine.jobs;

import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.store.Ledger;
import io.brine.store.LedgerRow;
import io.brine.store.LedgerSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** What is on disk about one job's ways to its minions: for each a timeline, from the publish to the return. */
public final class JobDeliveries {
    /** @param why may be empty text */
    public record Step(Instant at, DeliveryState state, String why) {}

    private final List<String> minions;
    private final List<List<Step>> steps = new ArrayList<>();

    private JobDeliveries(List<String> minions, Instant published) {
        this.minions = minions;
        Step queued = new Step(published, DeliveryState.QUEUED, "");
        for (int place = 0; place < minions.size(); place++) {
            steps.add(new ArrayList<>(List.of(queued)));
        }
    }

    /** Empty, without minions, for a job nobody knows. */
    static JobDeliveries read(Ledger ledger, String jid) {
        return ledger.read(session -> read(session, jid));
    }

    /** Sorted: a minion's place in the rows of the ledger is its place here. */
    static List<String> minions(LedgerSession session, String jid) {
        TreeSet<String> ids = new TreeSet<>();
        for (LedgerRow row : session.query("select ids from minions where jid = ? and syndic = ''", jid)) {
            if (MsgPack.unpackLocal(row.bytes(0)) instanceof List<?> list) {
                list.forEach(id -> ids.add(Trees.text(id)));
            }
        }
        return List.copyOf(ids);
    }

    private static JobDeliveries read(LedgerSession session, String jid) {
        Instant published = session.query("select made from jobs where jid = ?", jid).stream()
                .findFirst()
                .map(row -> Instant.ofEpochMilli(row.number(0)))
                .orElse(Instant.EPOCH);
        JobDeliveries book = new JobDeliveries(minions(session, jid), published);
        for (LedgerRow row :
                session.query("select at, state, why, minions from deliveries where jid = ? order by id", jid)) {
            Step step = new Step(Instant.ofEpochMilli(row.number(0)), DeliveryState.ofWord(row.text(1)), row.text(2));
            BitSet.valueOf(row.bytes(3)).stream()
                    .filter(place -> place < book.steps.size())
                    .forEach(place -> book.add(place, step));
        }
        for (LedgerRow row : session.query("select minion, at from returns where jid = ?", jid)) {
            int place = Collections.binarySearch(book.minions, row.text(0));
            if (place >= 0) {
                book.add(place, new Step(Instant.ofEpochMilli(row.number(1)), DeliveryState.RETURNED, ""));
            }
        }
        return book;
    }

    /** In the order of time; what was never queued was absent from the first moment. */
    private void add(int place, Step step) {
        List<Step> line = steps.get(place);
        if (step.state() == DeliveryState.NOT_CONNECTED) {
            line.clear();
        }
        int at = line.size();
        while (at > 0 && line.get(at - 1).at().isAfter(step.at())) {
            at--;
        }
        line.add(at, step);
    }

    /** Whom the job was meant for, sorted. */
    public List<String> minions() {
        return minions;
    }

    /** Oldest first, never empty. @param place in {@link #minions} */
    public List<Step> timeline(int place) {
        return List.copyOf(steps.get(place));
    }

    /** The last state: a return is the last word, whatever came after it. */
    public DeliveryState state(int place) {
        List<Step> line = steps.get(place);
        boolean returned = line.stream().anyMatch(step -> step.state() == DeliveryState.RETURNED);
        return returned ? DeliveryState.RETURNED : line.get(line.size() - 1).state();
    }

    /** It came after the master had stopped waiting. */
    public boolean isLate(int place) {
        List<Step> line = steps.get(place);
        boolean expired = false;
        for (Step step : line) {
            expired |= step.state() == DeliveryState.EXPIRED;
            if (step.state() == DeliveryState.RETURNED) {
                return expired;
            }
        }
        return false;
    }

    /** How many further returns of this minion were turned away. */
    public long duplicates(int place) {
        return state(place) != DeliveryState.RETURNED
                ? 0
                : steps.get(place).stream()
                        .filter(step -> step.state() == DeliveryState.REFUSED)
                        .count();
    }
}
