package io.brine.vectors;

import io.brine.data.Trees;
import io.brine.data.Yaml;
import io.brine.data.YamlException;
import io.brine.data.YamlException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Salt's loader makes of documents and plain scalars, and what its dumper writes. */
final class YamlCorpus implements Corpus {
    @Override
    public String name() {
        return "yaml";
    }

    @Override
    public String source() {
        return "yaml.json";
    }

    @Override
    public List<CaseResult> run(Path dir) throws IOException {
        List<CaseResult> results = new ArrayList<>();
        for (Object item : (List<?>) TypedJson.file(dir.resolve(source())).get("cases")) {
            Fields test = new Fields(item);
            results.add(CaseResult.of(test.text("id"), () -> difference(test)));
        }
        return results;
    }

    private static Optional<String> difference(Fields test) {
        return switch (test.text("kind")) {
            case "yaml_renderer" -> document(test);
            case "scalars" -> scalars(test);
            case "safe_dump" -> dump(test);
            default -> Optional.of("unknown kind");
        };
    }

    private static Optional<String> document(Fields test) {
        try {
            Object tree = Yaml.load(test.text("document"));
            Object rendered = Trees.isTruthy(tree) ? tree : Map.of();
            return test.has("error")
                    ? Optional.of("expected " + test.get("error") + " got " + tree)
                    : Difference.between(TypedJson.value(test.get("data")), rendered);
        } catch (YamlException wrong) {
            return test.has("error")
                    ? error(test.fields("error"), wrong)
                    : Optional.of("unexpected " + wrong.getMessage());
        }
    }

    private static Optional<String> error(Fields expected, YamlException wrong) {
        boolean isRendered =
                wrong.kind() == Kind.SCANNER || wrong.kind() == Kind.PARSER || wrong.kind() == Kind.CONSTRUCTOR;
        String type = isRendered ? "SaltRenderError" : wrong.kind().pythonName();
        String message = wrong.kind() == Kind.SCANNER ? wrong.problem() : wrong.getMessage();
        return Difference.between(expected.text("type") + ": " + expected.text("message"), type + ": " + message);
    }

    private static Optional<String> scalars(Fields test) {
        for (Object item : test.list("items")) {
            Fields scalar = new Fields(item);
            Optional<String> difference = scalar(scalar).map(text -> scalar.text("text") + ": " + text);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> scalar(Fields scalar) {
        try {
            Object tree = Yaml.load("k: " + scalar.text("text"));
            return scalar.has("error")
                    ? Optional.of("expected " + scalar.get("error") + " got " + tree)
                    : Difference.between(
                            TypedJson.value(scalar.get("value")),
                            Trees.fields(tree).get("k"));
        } catch (YamlException wrong) {
            String first = wrong.kind() == Kind.SCANNER
                    ? wrong.problem()
                    : wrong.getMessage().lines().findFirst().orElse("");
            return scalar.has("error")
                    ? Difference.between(scalar.text("error"), first)
                    : Optional.of("unexpected " + wrong.getMessage());
        }
    }

    /** The recording does not tell ordered maps, which keep their order, from plain ones, whose keys are sorted. */
    private static Optional<String> dump(Fields test) {
        Object tree = TypedJson.value(test.get("object"));
        boolean isFlow = Boolean.TRUE.equals(test.get("default_flow_style"));
        String text = test.text("text");
        String sorted = isFlow ? Yaml.dumpFlow(Sorted.tree(tree)) : Yaml.dumpBlock(Sorted.tree(tree));
        String ordered = isFlow ? Yaml.dumpFlow(tree) : Yaml.dumpBlock(tree);
        return text.equals(ordered) ? Optional.empty() : Difference.between(text, sorted);
    }
}
