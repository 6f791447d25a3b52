package io.brine.master.runners;

import io.brine.client.JobRequest;
import io.brine.client.LocalClient;
import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code survey.hash}: which minions answer alike, the largest group first. Source: 3006.0 runners/survey.py. */
final class SurveyRunner implements FunctionModule {
    private final RunnerContext context;

    SurveyRunner(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "survey";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "hash",
                Parameters.of("*args", "**kwargs"),
                "Minions grouped by what they return.\n\nsalt-run survey.hash '*' file.get_hash /etc/salt/minion survey_sort=up",
                (call, arguments) -> pools(arguments));
    }

    private List<Object> pools(Arguments arguments) {
        List<Object> words = arguments.varArgs();
        Map<String, Object> options = new LinkedHashMap<>(arguments.varKwargs());
        boolean smallestFirst = "up".equals(options.remove("survey_sort"));
        Object type = options.getOrDefault("tgt_type", "compound");
        options.remove("tgt_type");
        List<Object> arg = new ArrayList<>(words.subList(2, words.size()));
        if (!options.isEmpty()) {
            options.put("__kwarg__", true);
            arg.add(options);
        }
        Map<String, List<Object>> pools = new LinkedHashMap<>();
        try (LocalClient client = context.client()) {
            String tgtType = "pcre".equals(type) ? "pcre" : "compound";
            new TreeMap<>(client.gather(JobRequest.of(words.get(0), tgtType, String.valueOf(words.get(1)), arg)))
                    .forEach((id, answer) -> pools.computeIfAbsent(
                                    PyText.str(answer.value()), first -> new ArrayList<>())
                            .add(id));
        }
        List<Object> shown = new ArrayList<>();
        Comparator<Map.Entry<String, List<Object>>> bySize =
                Comparator.comparingInt(pool -> pool.getValue().size());
        pools.entrySet().stream()
                .sorted(smallestFirst ? bySize : bySize.reversed())
                .forEach(pool -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("pool", pool.getValue());
                    entry.put("result", pool.getKey());
                    shown.add(entry);
                });
        return shown;
    }
}
