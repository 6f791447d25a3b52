package io.brine.vectors;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

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
        Set<String> wanted = Set.copyOf(List.of(args).subList(1, args.length));
        System.exit(run(Path.of(args[0]), wanted, System.out) ? 0 : 1);
    }

    /**
     * @param wanted names of corpora; empty means all that are in the folder
     * @return whether every corpus that must be complete is
     */
    static boolean run(Path dir, Set<String> wanted, PrintStream out) throws IOException {
        boolean complete = true;
        for (Corpus corpus : CORPORA) {
            if ((wanted.isEmpty() || wanted.contains(corpus.name())) && corpus.isIn(dir)) {
                List<CaseResult> results = corpus.run(dir);
                report(corpus, results, wanted.isEmpty() ? DIFFERENCES_SHOWN : Integer.MAX_VALUE, out);
                complete &= !corpus.mustBeComplete() || results.stream().allMatch(CaseResult::isPassed);
            }
        }
        return complete;
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
