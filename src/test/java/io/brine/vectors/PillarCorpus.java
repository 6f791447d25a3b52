package io.brine.vectors;

import io.brine.config.ConfigLoader;
import io.brine.config.MasterConfig;
import io.brine.config.Surroundings;
import io.brine.data.Trees;
import io.brine.pillar.PillarCompiler;
import io.brine.pillar.PillarRequest;
import io.brine.pillar.PillarSettings;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The pillar of three minions as a master of 3006.0 compiles it. A case in which Salt itself breaks passes if errors are told. */
final class PillarCorpus implements Corpus {
    private static final Map<String, Object> NODEGROUPS = Map.of("front", "web* or mail");

    private Map<String, Object> minionGrains = Map.of();

    @Override
    public String name() {
        return "pillar";
    }

    @Override
    public String source() {
        return "pillar.json";
    }

    @Override
    public List<CaseResult> run(Path dir) throws IOException {
        Map<String, Object> file = TypedJson.file(dir.resolve(source()));
        minionGrains = Trees.fields(TypedJson.value(file.get("minion_grains")));
        List<CaseResult> results = new ArrayList<>();
        for (Object item : (List<?>) file.get("cases")) {
            Fields test = new Fields(item);
            if (!test.has("not_deterministic")) {
                results.add(CaseResult.of(test.text("id"), () -> difference(test)));
            }
        }
        return results;
    }

    private Optional<String> difference(Fields test) throws IOException {
        Path root = Files.createTempDirectory("pillar");
        try {
            test.fields("files").map().forEach((name, text) -> write(root, (String) name, (String) text));
            PillarCompiler compiler = new PillarCompiler(PillarSettings.of(config(test, root)), Clock.systemUTC());
            for (Map.Entry<?, ?> minion : test.fields("minions").map().entrySet()) {
                Optional<String> difference =
                        difference(test, compiler, (String) minion.getKey(), new Fields(minion.getValue()));
                if (difference.isPresent()) {
                    return difference.map(text -> minion.getKey() + " " + text);
                }
            }
            return Optional.empty();
        } finally {
            remove(root);
        }
    }

    private Optional<String> difference(Fields test, PillarCompiler compiler, String id, Fields expected) {
        Fields request = test.fields("request");
        Object override = TypedJson.value(request.get("override"));
        Map<Object, Object> pillar = compiler.compile(new PillarRequest(
                new MinionId(id),
                Trees.fields(minionGrains.get(id)),
                Optional.of(request.has("saltenv") ? request.text("saltenv") : "base"),
                Optional.ofNullable(request.textOrNull("pillarenv")),
                override instanceof Map<?, ?> map ? map : Map.of()));
        if (expected.has("exception")) {
            return pillar.containsKey("_errors") ? Optional.empty() : Optional.of("expected an error, got " + pillar);
        }
        return Difference.between(TypedJson.value(expected.get("pillar")), pillar);
    }

    private static MasterConfig config(Fields test, Path root) {
        Map<String, Object> options = new LinkedHashMap<>(Trees.fields(TypedJson.value(test.get("master_opts"))));
        Map<String, Object> roots = new LinkedHashMap<>();
        roots.put("base", List.of(root + "/base"));
        if (test.fields("pillar_roots").has("dev")) {
            roots.put("dev", List.of(root + "/dev"));
        }
        options.putIfAbsent("pillar_roots", roots);
        options.put("nodegroups", NODEGROUPS);
        Surroundings surroundings = new Surroundings(Map.of(), root, "root", () -> "master");
        return new ConfigLoader(surroundings, Clock.systemUTC()).master(Optional.of(root), options);
    }

    private static void write(Path root, String name, String text) {
        String path = name.startsWith("env:") ? name.substring(4) : "base/" + name;
        try {
            Files.createDirectories(root.resolve(path).getParent());
            Files.writeString(root.resolve(path), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void remove(Path root) throws IOException {
        try (Stream<Path> below = Files.walk(root)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
