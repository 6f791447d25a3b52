package io.brine.master.runners;

import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobListing;
import io.brine.jobs.JobQuery;
import io.brine.jobs.JobRecord;
import io.brine.jobs.JobSearch;
import io.brine.jobs.ReturnQuery;
import io.brine.jobs.ReturnSearch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The words of {@code jobs.list_jobs} and {@code jobs.find} as queries of the book, and what was found as Salt lists it. */
final class JobLists {
    static final int USUAL_LIMIT = 1000;
    private static final int USUAL_HITS = 50;
    private static final String FIND_JOB = "saltutil.find_job";

    private static final Logger LOG = LoggerFactory.getLogger(JobLists.class);

    private final JobSearch jobs;
    private final ReturnSearch returns;

    JobLists(JobBook book) {
        this.jobs = new JobSearch(book);
        this.returns = new ReturnSearch(book);
    }

    Map<String, Object> list(Arguments arguments) {
        JobQuery query = new JobQuery(
                marks(arguments.value("search_metadata")),
                patterns(arguments.value("search_function")),
                patterns(arguments.value("search_target")),
                digits(arguments.value("start_time")),
                digits(arguments.value("end_time")),
                text(arguments.value("user")),
                text(arguments.value("minion")),
                truth(arguments.value("success")),
                limit(arguments, USUAL_LIMIT));
        JobSearch.Found found = jobs.list(query);
        if (found.more()) {
            LOG.warn(
                    "only the newest {} jobs are shown; limit=0 shows all, limit=N or start_time and end_time others",
                    query.limit());
        }
        sayGaveUp(found.gaveUpAt());
        return entries(found.jobs());
    }

    private static void sayGaveUp(String jid) {
        if (!jid.isEmpty()) {
            LOG.warn("the search ended at {} after many that did not fit; end_time={} goes on from there", jid, jid);
        }
    }

    private static Map<String, Object> entries(List<JobRecord> jobs) {
        Map<String, Object> listed = new LinkedHashMap<>();
        jobs.forEach(job -> listed.put(job.jid(), JobListing.entry(job)));
        return listed;
    }

    /** The newest jobs; so many are read that enough are left when questions for a job are taken out. */
    Map<String, Object> last(int count, boolean withoutFindJob) {
        if (count <= 0) {
            return Map.of();
        }
        for (int most = count; ; most *= 4) {
            JobSearch.Found found = jobs.list(JobQuery.ALL.newest(most));
            List<JobRecord> wanted = found.jobs().stream()
                    .filter(job ->
                            !withoutFindJob || !FIND_JOB.equals(job.load().get("fun")))
                    .toList();
            if (wanted.size() >= count || !found.more()) {
                return entries(wanted.subList(Math.max(0, wanted.size() - count), wanted.size()));
            }
        }
    }

    /** The jid of the newest job that fits. */
    Optional<String> newest(Object metadata, Object function, Object target) {
        JobQuery query = JobQuery.ALL
                .marked(marks(metadata))
                .ofFunctions(patterns(function))
                .ofTargets(patterns(target))
                .newest(1);
        return jobs.list(query).jobs().stream().findFirst().map(JobRecord::jid);
    }

    /** {@code jid -> minion -> {Function, Returned, return, [retcode], [success]}}. */
    Map<String, Object> find(Arguments arguments) {
        JobQuery where = new JobQuery(
                Map.of(),
                patterns(arguments.value("function")),
                List.of(),
                digits(arguments.value("start_time")),
                digits(arguments.value("end_time")),
                "",
                text(arguments.value("minion")),
                truth(arguments.value("success")),
                limit(arguments, USUAL_HITS));
        String has = text(arguments.value("has"));
        int equals = has.indexOf('=');
        Optional<Long> retcode = Optional.ofNullable(arguments.value("retcode")).map(JobLists::number);
        ReturnSearch.Found found = returns.find(new ReturnQuery(
                where,
                text(arguments.value("text")),
                equals < 0 ? has : has.substring(0, equals),
                equals < 0 ? "*" : has.substring(equals + 1),
                retcode));
        sayGaveUp(found.gaveUpAt());
        Map<String, Object> shown = new LinkedHashMap<>();
        for (ReturnSearch.Hit hit : found.hits()) {
            Map<String, Object> minions = io.brine.data.Trees.fields(shown.getOrDefault(hit.jid(), Map.of()));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Function", hit.returned().fun());
            entry.put("Returned", hit.at().toString());
            entry.putAll(hit.returned().result());
            minions.put(hit.returned().minion(), entry);
            shown.put(hit.jid(), minions);
        }
        return shown;
    }

    private static Map<?, ?> marks(Object given) {
        if (given == null) {
            return Map.of();
        }
        if (given instanceof Map<?, ?> map) {
            return map;
        }
        throw new CommandExecutionException("search_metadata has to be a map, such as '{\"ticket\": \"A-1\"}'");
    }

    /** A list, or words separated by commas. */
    private static List<String> patterns(Object given) {
        if (given == null) {
            return List.of();
        }
        List<?> all = given instanceof List<?> list
                ? list
                : List.of(String.valueOf(given).split(","));
        return all.stream().map(one -> String.valueOf(one).strip()).toList();
    }

    private static String digits(Object time) {
        return time == null ? "" : Times.digits(String.valueOf(time));
    }

    private static String text(Object given) {
        return given == null ? "" : String.valueOf(given);
    }

    private static Optional<Boolean> truth(Object given) {
        return given == null ? Optional.empty() : Optional.of(io.brine.data.Trees.isTruthy(given));
    }

    private static int limit(Arguments arguments, int usual) {
        Object given = arguments.value("limit");
        return given == null ? usual : (int) Math.max(0, Math.min(Integer.MAX_VALUE, number(given)));
    }

    private static long number(Object given) {
        if (given instanceof Number number) {
            return number.longValue();
        }
        throw new CommandExecutionException("not a number: " + given);
    }
}
