package io.brine.vectors;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds Brine against recorded answers of real peers: {@code ./brine vectors DIR [corpus...]}. Prints
 * {@code corpus: passed/total} and the first differences of each corpus.
 */
public final class VectorsRun {
    /** Every corpus; a new one is added here. */
    static final List<Corpus> CORPORA = List.of(
            new CryptoCorpus(),
            new MsgPackCorpus(),
            new TargetingCorpus(),
            new PillarCorpus(),
            new OutputCorpus(),
            new CliCorpus(),
            new FramesCorpus("frames"),
            new FramesCorpus("frames-v3"),
            new YamlCorpus());

    private static final int DIFFERENCES_SHOWN = 5;

    private VectorsRun() {}

    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            System.err.println("usage: brine vectors DIR [corpus...]");
            System.exit(2);
        }
        Path dir = Path.of(args[0]);
        Set<String> wanted = Set.copyOf(List.of(args).subList(1, args.length));
        Optional<String> mistake = mistake(dir, wanted);
        mistake.ifPresent(System.err::println);
        System.exit(mistake.isPresent() ? 2 : run(dir, wanted, System.out) ? 0 : 1);
    }

    /** A run over nothing must not look like one that passed. */
    private static Optional<String> mistake(Path dir, Set<String> wanted) {
        Set<String> there = CORPORA.stream()
                .filter(corpus -> corpus.isIn(dir))
                .map(Corpus::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (there.isEmpty()) {
            return Optional.of("no corpus is in " + dir);
        }
        return wanted.stream()
                .filter(name -> !there.contains(name))
                .findFirst()
                .map(name -> "no corpus " + name + " is in " + dir + "; there are " + String.join(" ", there));
    }

    /**
     * @param wanted names of corpora; empty means all that are in the folder
     * @return whether of every corpus as many cases passed as must
     */
    static boolean run(Path dir, Set<String> wanted, PrintStream out) throws IOException {
        boolean enough = true;
        for (Corpus corpus : CORPORA) {
            if ((wanted.isEmpty() || wanted.contains(corpus.name())) && corpus.isIn(dir)) {
                List<CaseResult> results = corpus.run(dir);
                report(corpus, results, wanted.isEmpty() ? DIFFERENCES_SHOWN : Integer.MAX_VALUE, out);
                enough &= corpus.isMetBy(results);
            }
        }
        return enough;
    }

    private static void report(Corpus corpus, List<CaseResult> results, int shown, PrintStream out) {
        long passed = results.stream().filter(CaseResult::isPassed).count();
        out.println(corpus.name() + ": " + passed + "/" + results.size());
        results.stream()
                .filter(result -> !result.isPassed())
                .limit(shown)
                .forEach(result -> out.println(
                        "  " + result.id() + ": " + result.difference().orElse("")));
    }
}
