package io.brine.vectors;

import io.brine.cli.Main;
import io.brine.cli.Terminal;
import io.brine.data.PyText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Command lines against a master and two minions in this process, in the order in which they were recorded. Output is
 * compared after the normalisations {@code vectors/cli/README.md} names; standard error by its lines that are no log.
 */
final class CliCorpus implements Corpus {
    @Override
    public String name() {
        return "cli";
    }

    @Override
    public String source() {
        return "cli";
    }

    @Override
    public int requiredPercent() {
        return 80;
    }

    @Override
    public List<CaseResult> run(Path dir) throws IOException {
        return run(dir, recorded -> true);
    }

    /** Only some of the cases. */
    List<CaseResult> run(Path dir, Predicate<Map<String, Object>> wanted) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(dir.resolve(source()))) {
            files = all.filter(file -> file.getFileName().toString().matches("c\\d+\\.json"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
        Map<String, Object> setup = TypedJson.file(dir.resolve(source()).resolve("setup.json"));
        List<CaseResult> results = new ArrayList<>();
        Path root = Files.createTempDirectory(Path.of("/tmp"), "bc");
        try (CliLab lab = new CliLab(root, (Map<?, ?>) setup.get("files"))) {
            for (Path file : files) {
                Map<String, Object> recorded = TypedJson.file(file);
                String id = PyText.str(recorded.get("id"));
                if (!wanted.test(recorded)) {
                    continue;
                }
                results.add(CaseResult.of(id, () -> difference(lab, recorded)));
            }
        }
        return results;
    }

    /** Who answers first comes first; in one document, too. */
    private static boolean anyOrder(Map<String, Object> recorded) {
        return Boolean.TRUE.equals(recorded.get("minion_order_may_vary"))
                || ((List<?>) recorded.get("argv")).contains("--static");
    }

    private static Optional<String> difference(CliLab lab, Map<String, Object> recorded) {
        lab.prepare(recorded);
        List<String> args = new ArrayList<>();
        args.add(PyText.str(recorded.get("program")));
        args.add("-c");
        args.add(lab.root().resolve(PyText.str(recorded.get("config"))).toString());
        ((List<?>) recorded.get("argv")).forEach(word -> args.add(lab.placed(PyText.str(word))));
        String stdin = recorded.get("stdin") == null ? "" : PyText.str(recorded.get("stdin"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                out,
                err,
                false,
                Map.of("COLUMNS", "80"));
        int code = args.get(0).equals("salt-call")
                ? Main.call(args.subList(1, args.size()), terminal, CliLab.functions())
                : Main.run(args, terminal);
        CliText text = new CliText(lab.root(), anyOrder(recorded));
        return Difference.between(
                        text.normal(lab.placed(PyText.str(recorded.get("stdout")))),
                        text.normal(out.toString(StandardCharsets.UTF_8)))
                .or(() -> Difference.between(
                        text.withoutLogs(PyText.str(recorded.get("stderr"))),
                        text.withoutLogs(err.toString(StandardCharsets.UTF_8))))
                .or(() -> Difference.between(recorded.get("rc"), (long) code))
                .or(() -> lab.keyDifference(recorded));
    }
}
