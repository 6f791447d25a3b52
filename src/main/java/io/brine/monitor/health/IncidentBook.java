package io.brine.monitor.health;

import io.brine.monitor.health.HealthBook.IncidentView;
import io.brine.monitor.health.HealthBook.Note;
import io.brine.monitor.health.LogEvidence.Kept;
import io.brine.monitor.logs.LogHit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Incidents: one per cause, not per minion. Open ones by the key of their cause, and the last closed ones. */
final class IncidentBook {
    private static final int MOST_CLOSED = 200;
    /** A story has so many places at most, the last ones for what people say and do. */
    private static final int MOST_NOTES = 500;
    /** Repairs find a place below. */
    private static final int MOST_DONE = 450;
    /** What is seen finds a place below: of a storm it would fill all. */
    private static final int MOST_SEEN = 400;
    /** Said once, where the first was left out. */
    private static final String LEFT_OUT = "the story is long: more observations were left out";
    /** Of one incident in its story; the others are only counted. */
    private static final int MOST_LOG_HITS = 20;
    /** Of these about one minion, so that a noisy one leaves places for the others. */
    static final int MOST_OF_A_MINION = 3;
    /** In whose name hits of log rules stand in the story. */
    private static final String LOG = "log";

    private final Map<String, Case> open = new LinkedHashMap<>();
    private final Map<String, Case> byMinion = new HashMap<>();
    private final List<IncidentView> closed = new ArrayList<>();
    private final LogEvidence logs = new LogEvidence();
    private final HealthListener listener;
    private long lastNumber;

    IncidentBook(HealthListener listener) {
        this.listener = listener;
    }

    /** Which job most of them had got just before. @see RecentJobs */
    @FunctionalInterface
    interface Before {
        Optional<String> job(Collection<String> minions, long when);
    }

    /** An open incident. */
    static final class Case {
        private final long number;
        private final String key;
        private final long openedAt;
        private final TreeSet<String> minions = new TreeSet<>();
        private final List<Note> notes = new ArrayList<>();
        private String cause;
        private String latest = "";
        private int repairs;
        private int logHits;
        private String acknowledgedBy = "";
        private boolean changed;
        private boolean isLeftOutTold;

        Case(long number, String key, String cause, long openedAt) {
            this.number = number;
            this.key = key;
            this.cause = cause;
            this.openedAt = openedAt;
        }

        long number() {
            return number;
        }

        IncidentView view(long closedAt) {
            return new IncidentView(
                    number,
                    key,
                    cause,
                    openedAt,
                    closedAt,
                    List.copyOf(minions),
                    repairs,
                    acknowledgedBy,
                    List.copyOf(notes),
                    logHits);
        }

        /** @param most places that may be taken for a note of its kind */
        private void note(Note note, int most) {
            if (notes.size() < most) {
                changed = true;
                notes.add(note);
            } else if (!isLeftOutTold) {
                changed = true;
                isLeftOutTold = true;
                notes.add(new Note(note.at(), "", LEFT_OUT));
            }
        }

        /** At its time: what was logged before anybody noticed stands before the opening. */
        private void log(String minion, Kept hit) {
            List<String> lines = logLines();
            boolean isFull = lines.size() >= MOST_LOG_HITS || notes.size() >= MOST_DONE;
            if (isFull || linesOf(minion, lines).size() >= MOST_OF_A_MINION) {
                return;
            }
            int place = notes.size();
            while (place > 0 && notes.get(place - 1).at() > hit.at()) {
                place--;
            }
            notes.add(place, new Note(hit.at(), LOG, minion + ": " + hit.text()));
            changed = true;
        }

        private List<String> logLines() {
            return notes.stream()
                    .filter(note -> note.who().equals(LOG))
                    .map(Note::text)
                    .toList();
        }

        /** Without its name. */
        private static List<String> linesOf(String minion, List<String> lines) {
            String name = minion + ": ";
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()))
                    .toList();
        }
    }

    /** The one with this key, opened if there is none. */
    Case open(String key, String cause, long now) {
        Case known = open.get(key);
        if (known != null) {
            return known;
        }
        Case made = new Case(++lastNumber, key, cause, now);
        made.notes.add(new Note(now, "", "opened: " + cause));
        open.put(key, made);
        listener.onIncident(made.view(0), "open");
        return made;
    }

    /** Puts a minion under the incident of this key; it stays with the one it has. */
    void attach(String minion, String key, String cause, long now) {
        if (!byMinion.containsKey(minion)) {
            Case incident = open(key, cause, now);
            byMinion.put(minion, incident);
            incident.minions.add(minion);
            incident.latest = cause;
            incident.changed = true;
            incident.note(new Note(now, "", minion + ": " + cause), MOST_SEEN);
            LogEvidence.Taken before = logs.take(minion, now);
            incident.logHits += before.hits();
            before.latest().forEach(hit -> incident.log(minion, hit));
        }
    }

    /**
     * A rule about log lines counted. The first {@link #MOST_LOG_HITS} of an incident are in its story, {@link #MOST_OF_A_MINION}
     * about a minion, and all are counted; those of minions without one are kept for ten minutes, for the one that may be opened.
     *
     * @param about the minions the hit is about; under one incident it counts once
     */
    void logged(LogHit hit, Collection<String> about, long now) {
        String text = LogEvidence.words(hit);
        Set<Case> told = new HashSet<>();
        for (String minion : about) {
            Case incident = byMinion.get(minion);
            if (incident == null) {
                logs.keep(minion, text, now);
            } else if (told.add(incident)) {
                incident.logHits++;
                incident.log(minion, new Kept(now, text));
            }
        }
    }

    /** The hits of log rules about a minion in the story of its incident, at most three, the oldest first. */
    List<String> logOf(String minion) {
        Case incident = byMinion.get(minion);
        return incident == null ? List.of() : Case.linesOf(minion, incident.logLines());
    }

    /** 0 if it has none. */
    long numberOf(String minion) {
        Case incident = byMinion.get(minion);
        return incident == null ? 0 : incident.number;
    }

    /** A repair begins. */
    void repairs(String minion, String text, String who, long now) {
        Case incident = byMinion.get(minion);
        if (incident != null) {
            incident.repairs++;
            incident.changed = true;
            incident.note(new Note(now, who, minion + ": " + text), MOST_DONE);
        }
    }

    /** What was done about a minion, or came of it. */
    void done(String minion, String text, long now) {
        note(minion, text, MOST_DONE, now);
    }

    /** Something that was seen of a minion: for its incident, if it has one. */
    void note(String minion, String text, long now) {
        note(minion, text, MOST_SEEN, now);
    }

    private void note(String minion, String text, int most, long now) {
        Case incident = byMinion.get(minion);
        if (incident != null) {
            incident.note(new Note(now, "", minion + ": " + text), most);
        }
    }

    private Optional<Case> numbered(long number) {
        return open.values().stream().filter(one -> one.number == number).findFirst();
    }

    boolean acknowledge(long number, String who, String text, long now) {
        Optional<Case> found = numbered(number);
        found.ifPresent(incident -> {
            incident.acknowledgedBy = who;
            incident.changed = true;
            incident.note(new Note(now, who, text.isEmpty() ? "acknowledged" : text), MOST_NOTES);
        });
        return found.isPresent();
    }

    /** Something said of an open incident by somebody who does not take it. @return its key; empty if none is open */
    Optional<String> remark(long number, String who, String text, long now) {
        Optional<Case> found = numbered(number);
        found.ifPresent(incident -> incident.note(new Note(now, who, text), MOST_NOTES));
        return found.map(incident -> incident.key);
    }

    /** Whatever its minions do; what they do next opens another one. @return whether it was open */
    boolean close(long number, String who, String text, long now) {
        Optional<Case> found = numbered(number);
        found.ifPresent(incident -> close(incident, who, text.isEmpty() ? "closed" : "closed: " + text, now));
        return found.isPresent();
    }

    /**
     * Tells what has changed, and closes what is over.
     *
     * @param isWell whether a minion needs no incident any more @param lasts whether the breaker of this key is still open
     * @param before which job may have been the cause
     */
    void tick(Predicate<String> isWell, Predicate<String> lasts, Before before, long now) {
        for (Case incident : List.copyOf(open.values())) {
            boolean over =
                    !lasts.test(incident.key) && incident.minions.stream().allMatch(isWell);
            if (over) {
                close(incident, "", "closed", now);
            } else if (incident.changed) {
                incident.changed = false;
                describe(incident, before);
                listener.onIncident(incident.view(0), "update");
            }
        }
    }

    /** What its minions have in common. */
    private static void describe(Case incident, Before before) {
        if (incident.minions.size() > 1 && !incident.latest.isEmpty()) {
            String job = before.job(incident.minions, incident.openedAt)
                    .map(words -> ", after " + words)
                    .orElse("");
            incident.cause = incident.minions.size() + " minions: " + incident.latest + job;
        }
    }

    private void close(Case incident, String who, String text, long now) {
        open.remove(incident.key);
        incident.minions.forEach(byMinion::remove);
        incident.notes.add(new Note(now, who, text));
        IncidentView view = incident.view(now);
        if (closed.size() == MOST_CLOSED) {
            closed.remove(0);
        }
        closed.add(view);
        listener.onIncident(view, "close");
    }

    Collection<Case> open() {
        return List.copyOf(open.values());
    }

    /** Open ones first, then the closed, the latest first. */
    List<IncidentView> views() {
        List<IncidentView> views = new ArrayList<>();
        open.values().forEach(incident -> views.add(0, incident.view(0)));
        for (int at = closed.size() - 1; at >= 0; at--) {
            views.add(closed.get(at));
        }
        return views;
    }

    /** Back from the journal. */
    void restore(List<IncidentView> views) {
        for (int at = views.size() - 1; at >= 0; at--) {
            IncidentView view = views.get(at);
            lastNumber = Math.max(lastNumber, view.number());
            if (view.closedAt() > 0) {
                closed.add(view);
            } else {
                Case incident = new Case(view.number(), view.key(), view.cause(), view.openedAt());
                incident.minions.addAll(view.minions());
                incident.notes.addAll(view.notes());
                incident.isLeftOutTold =
                        view.notes().stream().anyMatch(note -> note.text().equals(LEFT_OUT));
                incident.repairs = view.repairs();
                incident.logHits = view.logHits();
                incident.acknowledgedBy = view.acknowledgedBy();
                open.put(view.key(), incident);
                view.minions().forEach(minion -> byMinion.put(minion, incident));
            }
        }
    }
}
