package io.brine.monitor.health;

import io.brine.monitor.logs.LogHit;
import io.brine.monitor.logs.LogLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hits of log rules by the minions they are about, kept for ten minutes: what a log says before anybody notices a loss often names
 * its cause. Bounded, whatever is logged.
 */
final class LogEvidence {
    private static final long KEPT_MILLIS = 600_000;
    private static final int MOST_MINIONS = 2_000;
    /** A line that names more is about none of them in particular. */
    private static final int MOST_NAMED = 5;

    /** A word; group 1 is there where it stands in quotes or behind what Salt writes before an id. */
    private static final Pattern WORD =
            Pattern.compile("(?i)((?<=\\b(?:minion|from|id|of|for)[\\s:=]{1,3})|(?<=['\"`(\\[]))?"
                    + "([\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_.@-]*[\\p{L}\\p{N}_])?)");

    private static final long MINUTE_MILLIS = 60_000;

    /** The minion longest without a hit comes first, and is the first to be forgotten. */
    private final Map<String, Recent> recent = new LinkedHashMap<>(16, 0.75f, true);

    /** A hit in words. */
    record Kept(long at, String text) {}

    /** @param latest at most {@link IncidentBook#MOST_OF_A_MINION}, the oldest first @param hits how many there were, to the minute */
    record Taken(List<Kept> latest, int hits) {
        static final Taken NOTHING = new Taken(List.of(), 0);
    }

    /** Of one minion. */
    private static final class Recent {
        private final Deque<Kept> latest = new ArrayDeque<>(IncidentBook.MOST_OF_A_MINION);
        private final TreeMap<Long, Integer> hitsByMinute = new TreeMap<>();

        private void add(Kept hit) {
            if (latest.size() == IncidentBook.MOST_OF_A_MINION) {
                latest.removeFirst();
            }
            latest.addLast(hit);
            hitsByMinute.merge(hit.at() / MINUTE_MILLIS, 1, Integer::sum);
            forgetBefore(hit.at() - KEPT_MILLIS);
        }

        private void forgetBefore(long at) {
            latest.removeIf(hit -> hit.at() < at);
            hitsByMinute.headMap(at / MINUTE_MILLIS).clear();
        }

        private Taken taken(long now) {
            forgetBefore(now - KEPT_MILLIS);
            int hits =
                    hitsByMinute.values().stream().mapToInt(Integer::intValue).sum();
            return latest.isEmpty() ? Taken.NOTHING : new Taken(List.copyOf(latest), hits);
        }
    }

    /**
     * The minions a hit is about: the one that sent the line, else those the line names. An id that is a plain word of letters counts
     * only in quotes or behind {@code minion}, {@code from}, {@code id}, {@code of}, {@code for}.
     *
     * @param isMinion whether there is a minion of this id
     */
    static Set<String> minions(LogHit hit, Predicate<String> isMinion) {
        if (hit.side().equals(LogLine.MINION) && isMinion.test(hit.source())) {
            return Set.of(hit.source());
        }
        Set<String> named = new LinkedHashSet<>();
        Matcher words = WORD.matcher(hit.text());
        while (words.find()) {
            String word = words.group(2);
            boolean isPlain = word.codePoints().allMatch(Character::isLetter);
            if ((words.group(1) != null || !isPlain) && isMinion.test(word)) {
                named.add(word);
            }
        }
        return named.size() > MOST_NAMED ? Set.of() : named;
    }

    /** {@code minion log, file-pull: Bad download of file salt://x}; why it counts where no line came. */
    static String words(LogHit hit) {
        return hit.side() + " log, " + hit.rule() + ": " + (hit.text().isEmpty() ? hit.why() : hit.text());
    }

    /** For an incident that may follow. */
    void keep(String minion, String text, long now) {
        recent.computeIfAbsent(minion, first -> new Recent()).add(new Kept(now, text));
        if (recent.size() > MOST_MINIONS) {
            recent.remove(recent.keySet().iterator().next());
        }
    }

    /** Those of the last ten minutes; they are kept no more. */
    Taken take(String minion, long now) {
        Recent kept = recent.remove(minion);
        return kept == null ? Taken.NOTHING : kept.taken(now);
    }
}
