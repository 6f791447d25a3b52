package io.brine.api;

import io.brine.client.BatchListener;
import io.brine.client.BatchRun;
import io.brine.client.JobHandle;
import io.brine.client.JobRequest;
import io.brine.client.LocalClient;
import io.brine.client.MinionReturn;
import io.brine.target.BatchSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The clients that ask minions. Source: 3006.0 client/__init__.py cmd, run_job, cmd_subset, cmd_batch. */
final class LocalCalls {
    private LocalCalls() {}

    /** Everything of the chunk that is none of these is a setting of the publication. */
    private static final List<String> SAID_OTHERWISE =
            List.of("tgt", "tgt_type", "expr_form", "ret", "jid", "subset", "sub", "kwargs", "progress", "cli");

    static List<Object> run(LocalClient client, LowData chunk) {
        return List.of(gathered(client, request(chunk), chunk));
    }

    static List<Object> runAsync(LocalClient client, LowData chunk) {
        return List.of(NetapiClient.published(client.publish(request(chunk))));
    }

    static List<Object> runSubset(LocalClient client, LowData chunk) {
        JobRequest request = request(chunk);
        int size = number(chunk, chunk.has("sub") ? "sub" : "subset", 3);
        List<String> some = client.subset(request, size, ThreadLocalRandom.current());
        return List.of(some.isEmpty() ? Map.of() : gathered(client, request.to(some, "list"), chunk));
    }

    /** Each return is a result of its own. */
    static List<Object> runBatch(LocalClient client, LowData chunk) {
        List<Object> results = new ArrayList<>();
        BatchRun.Settings settings =
                new BatchRun.Settings(size(chunk), number(chunk, "batch_wait", 0) * 1000L, chunk.flag("failhard"));
        JobRequest request = request(chunk);
        Map<String, Object> plain = new LinkedHashMap<>(request.kwargs());
        plain.keySet().removeAll(List.of("batch", "batch_wait", "failhard", "raw"));
        JobRequest step = new JobRequest(
                request.tgt(), request.tgtType(), request.fun(), request.arg(), request.ret(), "", plain);
        new BatchRun(client, step, settings, new Collects(results, chunk.flag("full_return"))).run();
        return results;
    }

    private static BatchSize size(LowData chunk) {
        try {
            return BatchSize.parse(chunk.text("batch", "10%"));
        } catch (IllegalArgumentException wrong) {
            throw new HttpRefusal(400, wrong.getMessage());
        }
    }

    private record Collects(List<Object> results, boolean full) implements BatchListener {
        @Override
        public void onDown(String minion) {}

        @Override
        public void onSend(List<String> minions) {}

        @Override
        public void onReturn(MinionReturn answer) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(answer.id(), shown(answer, full));
            results.add(one);
        }

        @Override
        public void onSilent(String minion) {
            results.add(Map.of(minion, false));
        }

        @Override
        public void onFailhard(MinionReturn failed, List<String> notAsked) {}
    }

    private static int number(LowData chunk, String name, int otherwise) {
        return (int) chunk.seconds(name, Duration.ofSeconds(otherwise)).toSeconds();
    }

    private static Map<String, Object> gathered(LocalClient client, JobRequest request, LowData chunk) {
        Duration timeout = chunk.seconds("timeout", client.settings().timeout());
        Duration gather = chunk.seconds("gather_job_timeout", client.settings().gatherTimeout());
        boolean full = chunk.flag("full_return");
        Map<String, Object> returns = new LinkedHashMap<>();
        JobHandle job = client.run(request, timeout, gather);
        for (Optional<MinionReturn> next = job.next(); next.isPresent(); next = job.next()) {
            returns.put(next.get().id(), shown(next.get(), full));
        }
        job.publication().minions().forEach(minion -> returns.putIfAbsent(minion, false));
        return returns;
    }

    /** {@code {ret, out?, retcode?, jid}}, or the return alone. */
    private static Object shown(MinionReturn answer, boolean full) {
        if (!full) {
            return answer.value();
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ret", answer.value());
        answer.out().ifPresent(out -> shown.put("out", out));
        if (answer.hasRetcode()) {
            shown.put("retcode", answer.load().get("retcode"));
        }
        shown.put("jid", answer.jid());
        return shown;
    }

    private static JobRequest request(LowData chunk) {
        if (!chunk.has("tgt") || !chunk.has("fun")) {
            throw new HttpRefusal(400, "A target and a function must be named: tgt, fun");
        }
        Map<String, Object> kwargs = chunk.loose();
        kwargs.keySet().removeAll(SAID_OTHERWISE);
        kwargs.values().removeIf(value -> value == null);
        kwargs.putAll(chunk.credentials().fields());
        List<Object> arg = new ArrayList<>(chunk.arg());
        if (!chunk.kwarg().isEmpty()) {
            Map<String, Object> marked = new LinkedHashMap<>();
            marked.put("__kwarg__", true);
            marked.putAll(chunk.kwarg());
            arg.add(marked);
        }
        return new JobRequest(
                chunk.fields().get("tgt"),
                // older clients say expr_form
                chunk.text("tgt_type", chunk.text("expr_form", "glob")),
                chunk.fields().get("fun"),
                arg,
                chunk.text("ret", ""),
                chunk.text("jid", ""),
                kwargs);
    }
}
