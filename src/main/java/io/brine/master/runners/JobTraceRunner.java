package io.brine.master.runners;

import io.brine.functions.Arguments;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.jobs.DeliveryState;
import io.brine.jobs.JobDeliveries;
import io.brine.jobs.JobDeliveries.Step;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code jobs.trace} and {@code jobs.missing}: what became of a job on its way to each minion and back. Brine's own. */
final class JobTraceRunner implements FunctionModule {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final RunnerContext context;

    JobTraceRunner(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "trace",
                Parameters.of("jid", "minion=None"),
                "The way of a job to each minion and back, with times.\n\nsalt-run jobs.trace 20130916125524463507\n"
                        + "salt-run jobs.trace 20130916125524463507 minion=web1",
                (call, arguments) -> trace(arguments));
        functions.add(
                "missing",
                Parameters.of("jid"),
                "Minions that have not returned, each with the reason.\n\nsalt-run jobs.missing 20130916125524463507",
                (call, arguments) -> missing(arguments));
    }

    private Object trace(Arguments arguments) {
        JobDeliveries book = deliveries(arguments);
        Object only = arguments.value("minion");
        Map<String, Object> shown = new LinkedHashMap<>();
        for (int place = 0; place < book.minions().size(); place++) {
            String minion = book.minions().get(place);
            if (only == null || only.equals(minion)) {
                shown.put(minion, way(book, place));
            }
        }
        return shown;
    }

    private static Map<String, Object> way(JobDeliveries book, int place) {
        Map<String, Object> way = new LinkedHashMap<>();
        way.put("state", book.state(place).word());
        if (book.isLate(place)) {
            way.put("late", true);
        }
        if (book.duplicates(place) > 0) {
            way.put("duplicates", book.duplicates(place));
        }
        List<Object> steps = new ArrayList<>();
        Instant begin = book.timeline(place).get(0).at();
        for (Step step : book.timeline(place)) {
            long after = step.at().toEpochMilli() - begin.toEpochMilli();
            steps.add(TIME.format(step.at()) + "  +" + after + " ms  "
                    + step.state().word() + (step.why().isEmpty() ? "" : ": " + step.why()));
        }
        way.put("steps", steps);
        return way;
    }

    private Object missing(Arguments arguments) {
        JobDeliveries book = deliveries(arguments);
        Map<String, Object> missing = new LinkedHashMap<>();
        for (int place = 0; place < book.minions().size(); place++) {
            if (book.state(place) != DeliveryState.RETURNED) {
                List<Step> steps = book.timeline(place);
                Step last = steps.get(steps.size() - 1);
                missing.put(
                        book.minions().get(place),
                        last.state().word() + " since " + TIME.format(last.at())
                                + (last.why().isEmpty() ? "" : ": " + last.why()));
            }
        }
        return missing;
    }

    private JobDeliveries deliveries(Arguments arguments) {
        return context.jobs().deliveries().deliveries(String.valueOf(arguments.value("jid")));
    }
}
