package io.brine.master.runners;

import io.brine.client.JobRequest;
import io.brine.client.LocalClient;
import io.brine.client.MinionReturn;
import io.brine.functions.Arguments;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobListing;
import io.brine.jobs.JobRecord;
import io.brine.jobs.JobReturn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code jobs.*}: what was run and what came back (PROTOCOL 11.2). Source: 3006.0 runners/jobs.py. */
final class JobsRunner implements FunctionModule {
    private final RunnerContext context;
    private final JobBook book;
    private final JobLists lists;

    JobsRunner(RunnerContext context) {
        this.context = context;
        this.book = context.jobs();
        this.lists = new JobLists(book);
    }

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "active",
                Parameters.of("display_progress=False"),
                "Jobs that run now, as the minions say.\n\nsalt-run jobs.active",
                "highstate",
                (call, arguments) -> active());
        functions.add(
                "lookup_jid",
                Parameters.of("jid", "ext_source=None", "returned=True", "missing=False", "display_progress=False"),
                "What minions returned for a job.\n\nsalt-run jobs.lookup_jid 20130916125524463507",
                (call, arguments) -> lookup(arguments));
        functions.add(
                "list_job",
                Parameters.of("jid", "ext_source=None", "display_progress=False"),
                "One job with its returns.\n\nsalt-run jobs.list_job 20130916125524463507",
                (call, arguments) -> job(jid(arguments)));
        registerSearches(functions);
        functions.add(
                "list_jobs_filter",
                Parameters.of(
                        "count", "filter_find_job=True", "ext_source=None", "outputter=None", "display_progress=False"),
                "The last jobs, without the command line's own questions.\n\nsalt-run jobs.list_jobs_filter 50",
                (call, arguments) -> dressed(arguments.value("outputter"), last(arguments)));
        functions.add(
                "print_job",
                Parameters.of("jid", "ext_source=None"),
                "One job under its jid.\n\nsalt-run jobs.print_job 20130916125524463507",
                (call, arguments) -> print(jid(arguments)));
        functions.add(
                "exit_success",
                Parameters.of("jid", "ext_source=None"),
                "Whether each minion returned something true.\n\nsalt-run jobs.exit_success 20160520145827701627",
                (call, arguments) -> exitSuccess(jid(arguments)));
        functions.add(
                "last_run",
                Parameters.of(
                        "ext_source=None",
                        "outputter=None",
                        "metadata=None",
                        "function=None",
                        "target=None",
                        "display_progress=False"),
                "The latest job that fits.\n\nsalt-run jobs.last_run target=web1",
                (call, arguments) -> lastRun(arguments));
    }

    private void registerSearches(Registrar functions) {
        functions.add(
                "list_jobs",
                Parameters.of(
                        "ext_source=None",
                        "outputter=None",
                        "search_metadata=None",
                        "search_function=None",
                        "search_target=None",
                        "start_time=None",
                        "end_time=None",
                        "display_progress=False",
                        "user=None",
                        "minion=None",
                        "success=None",
                        "limit=None"),
                "Jobs that are kept, the newest " + JobLists.USUAL_LIMIT + " unless limit says otherwise (0: all)."
                        + " minion: who returned; success=False: somebody failed."
                        + "\n\nsalt-run jobs.list_jobs search_function='state.*' user=root success=False limit=20",
                (call, arguments) -> dressed(arguments.value("outputter"), lists.list(arguments)));
        functions.add(
                "find",
                Parameters.of(
                        "minion=None",
                        "function=None",
                        "text=None",
                        "has=None",
                        "success=None",
                        "retcode=None",
                        "start_time=None",
                        "end_time=None",
                        "limit=50"),
                "Returns, newest first: by minion, function, a text or key=value inside, success, retcode, time."
                        + "\n\nsalt-run jobs.find minion=web1 function='state.*' success=False"
                        + "\n\nsalt-run jobs.find text='No space left' limit=5"
                        + "\n\nsalt-run jobs.find has='result=False'",
                (call, arguments) -> lists.find(arguments));
    }

    private static String jid(Arguments arguments) {
        Object jid = arguments.value("jid");
        return jid == null ? "" : String.valueOf(jid);
    }

    private Map<String, Object> active() {
        Map<String, Object> active = new TreeMap<>();
        try (LocalClient client = context.client()) {
            for (MinionReturn answer : client.gather(JobRequest.of("*", "glob", "saltutil.running", List.of()))
                    .values()) {
                if (answer.value() instanceof List<?> running) {
                    running.forEach(job -> addRunning(active, answer.id(), job));
                }
            }
        }
        active.forEach((jid, entry) -> {
            if (entry instanceof Map<?, ?> map && map.get("Returned") instanceof List<?>) {
                returned(active, jid);
            }
        });
        return active;
    }

    private void returned(Map<String, Object> active, String jid) {
        Map<String, Object> entry = io.brine.data.Trees.fields(active.get(jid));
        entry.put("Returned", new ArrayList<>(returns(jid).keySet()));
        active.put(jid, entry);
    }

    private static void addRunning(Map<String, Object> active, String minion, Object job) {
        if (!(job instanceof Map<?, ?> fields) || !(fields.get("jid") instanceof String jid)) {
            return;
        }
        Map<String, Object> entry = active.get(jid) instanceof Map<?, ?> known
                ? io.brine.data.Trees.fields(known)
                : JobListing.entry(new JobRecord(jid, io.brine.data.Trees.fields(job), List.of()));
        List<Object> running = entry.get("Running") instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>();
        Map<String, Object> where = new LinkedHashMap<>();
        where.put(minion, fields.get("pid"));
        running.add(where);
        entry.put("Running", running);
        entry.put("Returned", List.of());
        active.put(jid, entry);
    }

    /** Of a batch, what came back to all its steps. */
    private Map<String, JobReturn> returns(String jid) {
        Map<String, JobReturn> returns = new LinkedHashMap<>(book.returns(jid));
        book.batches().steps(jid).forEach(step -> returns.putAll(book.returns(step)));
        return returns;
    }

    private List<String> minions(String jid) {
        return book.batches()
                .batch(jid)
                .map(kept -> kept.batch().minions())
                .or(() -> book.job(jid).map(JobRecord::minions))
                .orElse(List.of());
    }

    private Object lookup(Arguments arguments) {
        String jid = jid(arguments);
        Map<String, JobReturn> returns = returns(jid);
        Map<String, Object> shown = new LinkedHashMap<>();
        if (!Boolean.FALSE.equals(arguments.value("returned"))) {
            returns.forEach(
                    (minion, returned) -> shown.put(minion, returned.result().get("return")));
        }
        if (Boolean.TRUE.equals(arguments.value("missing"))) {
            minions(jid).stream()
                    .filter(minion -> !returns.containsKey(minion))
                    .forEach(minion -> shown.put(minion, "Minion did not return"));
        }
        Optional<Object> out = returns.values().stream().findFirst().flatMap(JobReturn::out);
        return out.map(outputter -> dressed(outputter, shown)).orElse(shown);
    }

    private Map<String, Object> entry(String jid) {
        Optional<JobRecord> job = book.job(jid);
        Map<String, Object> entry = job.filter(known -> !known.load().isEmpty())
                .map(JobListing::entry)
                .orElseGet(JobListing::unknown);
        entry.putIfAbsent("StartTime", JobListing.startTime(jid));
        return entry;
    }

    private Map<String, Object> results(String jid) {
        Map<String, Object> results = new LinkedHashMap<>();
        returns(jid).forEach((minion, returned) -> results.put(minion, returned.withOut()));
        return results;
    }

    private Map<String, Object> job(String jid) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("jid", jid);
        shown.putAll(entry(jid));
        shown.put("Result", results(jid));
        return shown;
    }

    private Map<String, Object> print(String jid) {
        Map<String, Object> entry = entry(jid);
        entry.put("Result", results(jid));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(jid, entry);
        return shown;
    }

    private Map<String, Object> last(Arguments arguments) {
        int count = arguments.value("count") instanceof Number number ? number.intValue() : 0;
        return lists.last(count, !Boolean.FALSE.equals(arguments.value("filter_find_job")));
    }

    private Map<String, Object> exitSuccess(String jid) {
        Map<String, Object> shown = new LinkedHashMap<>();
        Map<String, JobReturn> returns = returns(jid);
        minions(jid).forEach(minion -> shown.put(minion, false));
        returns.forEach((minion, returned) -> {
            boolean good = isTrue(returned.result().get("return"));
            if (good || shown.containsKey(minion)) {
                shown.put(minion, good);
            }
        });
        return shown;
    }

    /** What Python takes for true. */
    private static boolean isTrue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        return value != null && !Boolean.FALSE.equals(value) && !"".equals(value);
    }

    private Object lastRun(Arguments arguments) {
        return lists.newest(arguments.value("metadata"), arguments.value("function"), arguments.value("target"))
                .<Object>map(this::print)
                .orElse(false);
    }

    private static Object dressed(Object outputter, Map<String, Object> data) {
        if (outputter == null) {
            return data;
        }
        Map<String, Object> dressed = new LinkedHashMap<>();
        dressed.put("outputter", outputter);
        dressed.put("data", data);
        return dressed;
    }
}
