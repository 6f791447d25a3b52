package io.brine.vectors;

import io.brine.cli.output.OutputSettings;
import io.brine.cli.output.Outputters;
import io.brine.cli.output.Palette;
import io.brine.data.OrderedDict;
import io.brine.data.PyText;
import io.brine.data.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every outputter's text, with and without colours. */
final class OutputCorpus implements Corpus {
    private static final String SAME = "<same as text>";

    /** Of a master's configuration, which the recording used. */
    private static final Map<String, Object> DEFAULTS =
            Map.of("state_output", "full", "state_verbose", true, "state_output_profile", true);

    @Override
    public String name() {
        return "output";
    }

    @Override
    public String source() {
        return "output.json";
    }

    @Override
    public int requiredPercent() {
        return 100;
    }

    @Override
    public List<CaseResult> run(Path dir) throws IOException {
        Map<String, Object> corpus = TypedJson.file(dir.resolve(source()));
        Map<?, ?> data = (Map<?, ?>) corpus.get("data");
        List<CaseResult> results = new ArrayList<>();
        for (Object item : (List<?>) corpus.get("cases")) {
            Map<?, ?> recorded = (Map<?, ?>) item;
            String id = PyText.str(recorded.get("id"));
            results.add(CaseResult.of(id, () -> difference(recorded, data.get(recorded.get("data_ref")))));
        }
        return results;
    }

    private static Optional<String> difference(Map<?, ?> recorded, Object json) {
        Object tree = pythonic(TypedJson.value(json), "odict".equals(recorded.get("name")));
        Object plain = recorded.get("text");
        Object colored = SAME.equals(recorded.get("text_color")) ? plain : recorded.get("text_color");
        return Difference.between(plain, shown(recorded, tree, Palette.off()))
                .or(() -> Difference.between(colored, shown(recorded, tree, Palette.on())));
    }

    private static String shown(Map<?, ?> recorded, Object tree, Palette palette) {
        Map<String, Object> options = new LinkedHashMap<>(DEFAULTS);
        ((Map<?, ?>) recorded.get("opts")).forEach((name, value) -> options.put(PyText.str(name), value));
        String out = (String) recorded.get("out");
        return new Outputters(complaint -> {}).format(tree, out, OutputSettings.of(options, palette));
    }

    /** The notation does not tell ordered maps from plain ones; results of states and the case "odict" were ordered. */
    private static Object pythonic(Object value, boolean ordered) {
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(pythonic(item, ordered)));
            return list instanceof TypedJson.Tuple ? new Tuple(items) : items;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(key, pythonic(item, ordered)));
        boolean isState = map.containsKey("__run_num__");
        boolean isRun = map.keySet().stream().anyMatch(key -> key instanceof String tag && tag.contains("_|-"));
        return ordered || isState || isRun ? new OrderedDict(copy) : copy;
    }
}
