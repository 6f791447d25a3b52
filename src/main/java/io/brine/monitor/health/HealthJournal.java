package io.brine.monitor.health;

import io.brine.data.DataException;
import io.brine.data.Json;
import io.brine.data.Trees;
import io.brine.monitor.health.HealthBook.IncidentView;
import io.brine.monitor.health.HealthBook.Note;
import io.brine.monitor.health.HealthBook.RepairView;
import io.brine.monitor.health.HealthState.Maintenance;
import io.brine.store.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to outlive the master: who was given up, who is left alone until when, repairs and their budgets, incidents, the breakers
 * that wait for a person. One JSON file, replaced as a whole; written before each repair begins, so that a master that dies in the
 * middle of one finds it as running and does not repeat it blindly.
 */
final class HealthJournal {
    private static final Logger LOG = LoggerFactory.getLogger(HealthJournal.class);
    private static final long LARGEST_BYTES = 64L << 20;

    private final Path file;
    private String written = "";

    HealthJournal(Path file) {
        this.file = file;
    }

    // --- writing

    /** Writes what has changed; a disk that refuses is told of in the log, and asked again. */
    void save(HealthEngine engine) {
        String text;
        synchronized (engine) {
            text = Json.dump(tree(engine));
        }
        synchronized (this) {
            if (text.equals(written)) {
                return;
            }
            try {
                Files.createDirectories(file.getParent());
                AtomicFile.write(file, text, 0600);
                written = text;
            } catch (IOException refused) {
                LOG.error("the journal of the health watch cannot be written: {}", refused.toString());
            }
        }
    }

    private static Map<String, Object> tree(HealthEngine engine) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Map<String, Object> minions = new LinkedHashMap<>();
        for (Watched minion : engine.minions()) {
            HealthState state = minion.state();
            boolean givenUp = state.phase() == HealthPhase.FAILED || state.phase() == HealthPhase.GONE;
            if (givenUp || state.maintenance().until() > 0) {
                minions.put(
                        minion.id(),
                        list(
                                givenUp ? state.phase().name() : "UNSEEN",
                                state.cls().name(),
                                state.since(),
                                state.reason(),
                                state.maintenance().until(),
                                state.maintenance().why()));
            }
        }
        tree.put("minions", minions);
        Map<String, Object> courses = new LinkedHashMap<>();
        engine.desk().courses().forEach((id, course) -> {
            if (!course.times.isEmpty()) {
                courses.put(id, list(List.copyOf(course.times), course.attempts, course.cameBackFromFailure));
            }
        });
        tree.put("courses", courses);
        tree.put(
                "incidents",
                engine.incidents().views().stream().map(HealthJournal::tree).toList());
        tree.put(
                "repairs",
                engine.desk().lines().stream().map(HealthJournal::tree).toList());
        Map<String, Object> breakers = new LinkedHashMap<>();
        engine.gates().breakers().stream()
                .filter(one -> one.name().equals("HOLD") || one.name().equals("EFFECT"))
                .forEach(one -> breakers.put(one.name(), list(one.why(), one.since())));
        tree.put("breakers", breakers);
        return tree;
    }

    private static List<Object> tree(IncidentView one) {
        List<Object> notes = new ArrayList<>();
        one.notes().forEach(note -> notes.add(list(note.at(), note.who(), note.text())));
        return list(
                one.number(),
                one.key(),
                one.cause(),
                one.openedAt(),
                one.closedAt(),
                one.minions(),
                one.repairs(),
                one.acknowledgedBy(),
                notes,
                one.logHits());
    }

    private static List<Object> tree(RepairView one) {
        return list(
                one.at(),
                one.id(),
                one.step(),
                one.attempt(),
                one.incident(),
                one.who(),
                one.why(),
                one.outcome(),
                one.output(),
                one.took());
    }

    private static List<Object> list(Object... items) {
        return List.of(items);
    }

    // --- reading

    /** Gives the engine what was written; a journal that cannot be read is set aside, as no journal is no reason not to watch. */
    void restore(HealthEngine engine, long now) {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new DataException("it is larger than 64 MiB");
            }
            give(engine, Trees.fields(Json.parse(Files.readString(file))), now);
        } catch (NoSuchFileException first) {
            LOG.debug("no journal of the health watch yet");
        } catch (IOException | RuntimeException damaged) {
            LOG.error(
                    "the journal {} of the health watch cannot be read and is begun anew: {}",
                    file,
                    damaged.toString());
        }
    }

    private static void give(HealthEngine engine, Map<String, Object> tree, long now) {
        Map<String, HealthState> states = new LinkedHashMap<>();
        Trees.fields(tree.get("minions")).forEach((id, value) -> {
            Row row = new Row(value);
            HealthState state = HealthState.first(HealthPhase.valueOf(row.text(0)), row.number(2), row.text(3));
            states.put(
                    id,
                    state.classed(DownClass.valueOf(row.text(1)), row.text(3))
                            .in(new Maintenance(row.number(4), row.text(5))));
        });
        Map<String, RepairDesk.Course> courses = new LinkedHashMap<>();
        Trees.fields(tree.get("courses")).forEach((id, value) -> {
            Row row = new Row(value);
            RepairDesk.Course course = new RepairDesk.Course();
            row.list(0).forEach(time -> course.times.add(((Number) time).longValue()));
            course.attempts = (int) row.number(1);
            course.cameBackFromFailure = row.number(2);
            courses.put(id, course);
        });
        List<IncidentView> incidents = new ArrayList<>();
        ((List<?>) tree.get("incidents")).forEach(value -> incidents.add(incident(new Row(value))));
        List<RepairView> repairs = new ArrayList<>();
        ((List<?>) tree.get("repairs")).forEach(value -> repairs.add(repair(new Row(value))));
        states.forEach(engine::remember);
        engine.desk().restore(repairs, courses);
        engine.incidents().restore(incidents);
        Trees.fields(tree.get("breakers"))
                .forEach(
                        (name, value) -> engine.gates().reopen(name, new Row(value).text(0), new Row(value).number(1)));
    }

    private static IncidentView incident(Row row) {
        List<Note> notes = new ArrayList<>();
        row.list(8).forEach(value -> {
            Row note = new Row(value);
            notes.add(new Note(note.number(0), note.text(1), note.text(2)));
        });
        return new IncidentView(
                row.number(0),
                row.text(1),
                row.text(2),
                row.number(3),
                row.number(4),
                row.list(5).stream().map(String::valueOf).toList(),
                (int) row.number(6),
                row.text(7),
                notes,
                (int) row.numberIfThere(9));
    }

    private static RepairView repair(Row row) {
        return new RepairView(
                row.number(0),
                row.text(1),
                row.text(2),
                (int) row.number(3),
                row.number(4),
                row.text(5),
                row.text(6),
                row.text(7),
                row.text(8),
                row.number(9));
    }

    /** A list whose places have meanings. */
    private record Row(Object value) {
        String text(int place) {
            return (String) list().get(place);
        }

        long number(int place) {
            return ((Number) list().get(place)).longValue();
        }

        /** 0 in a journal of before this place was written. */
        long numberIfThere(int place) {
            return place < list().size() ? number(place) : 0;
        }

        List<?> list(int place) {
            return (List<?>) list().get(place);
        }

        private List<?> list() {
            return (List<?>) value;
        }
    }
}
