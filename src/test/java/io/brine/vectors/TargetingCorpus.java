package io.brine.vectors;

import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.target.ExpectedMinions;
import io.brine.target.ExpectedMinions.Expected;
import io.brine.target.ExpectedMinions.KnownMinions;
import io.brine.target.Match;
import io.brine.target.MinionFacts;
import io.brine.target.NodegroupExpansion;
import io.brine.target.Target;
import io.brine.target.TargetExpression;
import io.brine.target.TargetWord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who matches: every minion by itself, and whom the master of 3006.0 expects, with and without greed. */
final class TargetingCorpus implements Corpus {
    private final Map<String, Facts> minions = new LinkedHashMap<>();
    private Map<String, Object> nodegroups = Map.of();
    private Known known = new Known(List.of(), Map.of());

    private record Facts(
            String id, Optional<Map<String, Object>> grains, Optional<Map<String, Object>> pillar, boolean isAccepted)
            implements MinionFacts {}

    private record Known(List<String> accepted, Map<String, Facts> data) implements KnownMinions {
        @Override
        public Set<String> acceptedSet() {
            return Set.copyOf(accepted);
        }

        @Override
        public List<String> cached() {
            return List.copyOf(data.keySet());
        }

        @Override
        public MinionFacts facts(String id) {
            return data.getOrDefault(id, new Facts(id, Optional.empty(), Optional.empty(), true));
        }
    }

    @Override
    public String name() {
        return "targeting";
    }

    @Override
    public String source() {
        return "targeting.json";
    }

    @Override
    public int requiredPercent() {
        return 100;
    }

    @Override
    public List<CaseResult> run(Path dir) throws IOException {
        Map<String, Object> file = TypedJson.file(dir.resolve(source()));
        nodegroups = Trees.fields(TypedJson.value(file.get("nodegroups")));
        read(new Fields(file));
        List<CaseResult> results = new ArrayList<>();
        for (Object item : (List<?>) file.get("cases")) {
            Fields test = new Fields(item);
            results.add(CaseResult.of(test.text("id"), () -> difference(test)));
        }
        return results;
    }

    private void read(Fields file) {
        List<String> accepted = new ArrayList<>();
        Map<String, Facts> cached = new LinkedHashMap<>();
        for (Object item : file.list("minions")) {
            Fields minion = new Fields(item);
            String id = minion.text("id");
            boolean isAccepted = Boolean.TRUE.equals(minion.get("accepted"));
            minions.put(id, new Facts(id, tree(minion.get("grains")), tree(minion.get("pillar")), true));
            if (isAccepted) {
                accepted.add(id);
            }
            String path = "minions/" + id + "/data.p";
            if (file.fields("cache_files").has(path)) {
                Map<String, Object> data = Trees.fields(
                        MsgPack.unpackLocal(file.fields("cache_files").bytes(path)));
                cached.put(id, new Facts(id, tree(data.get("grains")), tree(data.get("pillar")), isAccepted));
            }
        }
        accepted.sort(String.CASE_INSENSITIVE_ORDER);
        known = new Known(accepted, cached);
    }

    private static Optional<Map<String, Object>> tree(Object tree) {
        return Optional.ofNullable(TypedJson.value(tree)).map(Trees::fields);
    }

    private Optional<String> difference(Fields test) {
        return switch (test.has("kind") ? test.text("kind") : "") {
            case "parse_target" -> Difference.between(test.get("result"), parsed(test.text("word")));
            case "nodegroup_comp" -> expansion(test.get("result"), test.text("nodegroup"));
            case "validate_tgt" -> Difference.between(test.get("result"), validated(test));
            case "" -> matching(test);
            default -> Optional.of("unknown kind " + test.get("kind"));
        };
    }

    private static Map<String, Object> parsed(String word) {
        TargetWord parsed = TargetWord.parse(word);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("engine", parsed.engine().map(String::valueOf).orElse(null));
        result.put("delimiter", parsed.delimiter().orElse(null));
        result.put("pattern", parsed.pattern());
        return result;
    }

    /** Python gives an empty text or none where there is nothing to expand to. */
    private Optional<String> expansion(Object expected, String nodegroup) {
        Object words = expected instanceof List<?> ? expected : List.of();
        return Difference.between(words, new NodegroupExpansion(nodegroups).words(nodegroup));
    }

    private boolean validated(Fields test) {
        TargetExpression expression = new TargetExpression(test.get("expr"), test.text("tgt_type"));
        return expected().validate(test.text("valid"), expression);
    }

    private Optional<String> matching(Fields test) {
        String type = test.has("tgt_type") ? test.text("tgt_type") : "glob";
        String delimiter = test.has("delimiter") ? test.text("delimiter") : TargetExpression.DEFAULT_DELIMITER;
        TargetExpression expression = new TargetExpression(TypedJson.value(test.get("tgt")), type, delimiter);
        return Difference.between(test.get("minions_matching"), matching(expression.onMinion(nodegroups)))
                .map(text -> "minions " + text)
                .or(() -> test.has("minions_matching_without_nodegroups_in_opts")
                        ? Difference.between(
                                test.get("minions_matching_without_nodegroups_in_opts"),
                                matching(expression.onMinion(Map.of())))
                        : Optional.empty())
                .or(() -> checked(test.get("master_check"), expression, true).map(text -> "greedy " + text))
                .or(() -> checked(test.get("master_check_not_greedy"), expression, false)
                        .map(text -> "not greedy " + text))
                .or(() -> test.map().containsKey("nodegroup_comp")
                        ? expansion(test.get("nodegroup_comp"), test.text("tgt"))
                        : Optional.empty());
    }

    private List<String> matching(Target target) {
        return minions.values().stream()
                .filter(minion -> target.match(minion) == Match.YES)
                .map(Facts::id)
                .toList();
    }

    private Optional<String> checked(Object recorded, TargetExpression expression, boolean greedy) {
        Expected answer = expected().check(expression, greedy);
        Map<String, Object> got =
                Map.of("minions", answer.minions().stream().sorted().toList(), "missing", answer.missing());
        return Difference.between(recorded, got);
    }

    private ExpectedMinions expected() {
        return new ExpectedMinions(known, true, nodegroups);
    }
}
