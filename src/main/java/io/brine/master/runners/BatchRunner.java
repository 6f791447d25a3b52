package io.brine.master.runners;

import io.brine.data.Trees;
import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.jobs.Batch;
import io.brine.jobs.Batch.Fate;
import io.brine.jobs.BatchBook;
import io.brine.jobs.BatchBook.Kept;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** {@code batch.*}: batches that the master runs ({@code salt -b N --async}). Brine's own. */
final class BatchRunner implements FunctionModule {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int MOST_LISTED = 1000;

    private final RunnerContext context;
    private final BatchBook book;

    BatchRunner(RunnerContext context) {
        this.context = context;
        this.book = context.jobs().batches();
    }

    @Override
    public String name() {
        return "batch";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "list",
                Parameters.of("count=50"),
                "The latest batches and how far they are.\n\nsalt-run batch.list",
                (call, arguments) -> list(arguments));
        functions.add(
                "show",
                Parameters.of("jid"),
                "How a batch stands: who is active, who is down, who failed and why.\n\n"
                        + "salt-run batch.show 20130916125524463507",
                (call, arguments) -> show(kept(arguments)));
        functions.add(
                "stop",
                Parameters.of("jid"),
                "Start nobody new in this batch; those who work are waited for.\n\n"
                        + "salt-run batch.stop 20130916125524463507",
                (call, arguments) -> stop(kept(arguments)));
    }

    private Kept kept(Arguments arguments) {
        String jid = String.valueOf(arguments.value("jid"));
        return book.batch(jid).orElseThrow(() -> new CommandExecutionException("There is no batch " + jid));
    }

    private Map<String, Object> list(Arguments arguments) {
        long count = arguments.value("count") instanceof Number number ? number.longValue() : MOST_LISTED;
        Map<String, Object> listed = new LinkedHashMap<>();
        for (Kept kept : book.latest((int) Math.max(0, Math.min(count, MOST_LISTED)))) {
            Map<String, Object> entry = head(kept);
            entry.put("progress", progress(kept.batch()));
            listed.put(kept.jid(), entry);
        }
        return listed;
    }

    private static Map<String, Object> head(Kept kept) {
        Map<String, Object> load = Trees.fields(kept.load().get("load"));
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("function", load.get("fun"));
        entry.put("target", load.get("tgt"));
        entry.put("user", load.get("user"));
        entry.put("started", time(kept.made()));
        entry.put("state", state(kept));
        kept.ended().ifPresent(ended -> entry.put("ended", time(ended)));
        if (!kept.batch().stopped().isEmpty()) {
            entry.put("stopped", kept.batch().stopped());
        }
        return entry;
    }

    private static String state(Kept kept) {
        boolean stopped = !kept.batch().stopped().isEmpty();
        if (kept.ended().isPresent()) {
            return stopped ? "stopped" : "finished";
        }
        return stopped ? "stopping" : "running";
    }

    private static String progress(Batch batch) {
        int settled = batch.minions().size()
                - batch.in(Fate.WAITING).size()
                - batch.in(Fate.ACTIVE).size();
        return settled + " of " + batch.minions().size();
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private Map<String, Object> show(Kept kept) {
        Batch batch = kept.batch();
        Map<String, Object> shown = head(kept);
        shown.put("progress", progress(batch));
        shown.put("done", batch.in(Fate.DONE));
        shown.put("active", batch.activeJids());
        shown.put("failed", batch.reasons(Fate.FAILED));
        shown.put("given_up", batch.reasons(Fate.GIVEN_UP));
        shown.put("down", batch.reasons(Fate.DOWN));
        shown.put(kept.ended().isPresent() ? "not_asked" : "waiting", batch.in(Fate.WAITING));
        shown.put("steps", book.steps(kept.jid()));
        return shown;
    }

    private boolean stop(Kept kept) {
        return book.askToStop(kept.jid(), "stopped by " + context.user());
    }
}
