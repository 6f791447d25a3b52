package io.brine.target;

import io.brine.target.Target.Ids;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Words to a tree:
 * <pre>
 *   or   = and { "or" and }
 *   and  = not { "and" not }
 *   not  = "not" not | call
 *   call = atom { "(" [or] ")" }
 *   atom = word | "(" [or] ")"
 * </pre>
 * {@code not} after an operand gets an implicit {@code and}. Nodegroups are replaced by their words where they stand.
 * Source: 3006.0 salt/matchers/compound_match.py, salt/utils/minions.py _check_compound_minions.
 */
final class CompoundParser {
    private static final Set<String> OPERATORS = Set.of("and", "or", "not", "(", ")");
    private static final int DEEPEST = 200;
    private static final int MOST_WORDS = 100_000;

    private final Map<String, Object> nodegroups;
    private final boolean pillarExact;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Ids> missable = new ArrayList<>();
    private boolean needsData;
    private int at;
    private int depth;

    /** @param leaf null for an operator */
    private record Token(String operator, Target leaf) {
        boolean is(String word) {
            return leaf == null && operator.equals(word);
        }
    }

    /** Why an expression cannot be read. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why, null, false, false);
        }
    }

    /** @param pillarExact I and J compare for equality ({@code compound_pillar_exact}) */
    CompoundParser(Map<String, Object> nodegroups, boolean pillarExact) {
        this.nodegroups = nodegroups;
        this.pillarExact = pillarExact;
    }

    /** @param forMaster a master refuses what only Python's leniency lets pass on a minion */
    Target parse(List<String> words, boolean forMaster) {
        String expression = String.join(" ", words);
        try {
            tokenize(words);
            if (forMaster) {
                closeWhatIsOpen();
            }
            CompoundNode root = or();
            if (at < tokens.size() || forMaster && !root.isPlain()) {
                return new Target.Nobody("Invalid compound target: " + expression);
            }
            return new Target.Compound(root, List.copyOf(missable), needsData);
        } catch (Unreadable wrong) {
            return new Target.Nobody(
                    wrong.getMessage() == null ? "Invalid compound target: " + expression : wrong.getMessage());
        }
    }

    private void tokenize(List<String> given) {
        Deque<String> words = new ArrayDeque<>(given);
        int taken = 0;
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            TargetWord target = TargetWord.parse(word);
            if (++taken > MOST_WORDS) {
                throw new Unreadable("Compound target has more than " + MOST_WORDS + " words");
            }
            if (OPERATORS.contains(word)) {
                operator(word);
            } else if (target.engine().equals(Optional.of('N'))) {
                List<String> expanded = new NodegroupExpansion(nodegroups).words(target.pattern());
                for (int i = expanded.size() - 1; i >= 0; i--) {
                    words.addFirst(expanded.get(i));
                }
            } else {
                operand(target, word);
            }
        }
    }

    private void operator(String word) {
        Optional<Token> last = last();
        if (last.isEmpty() && !word.equals("not") && !word.equals("(")) {
            throw new Unreadable("Invalid beginning operator: " + word);
        }
        boolean opens = last.filter(token -> token.is("(")).isPresent();
        if (opens && (word.equals("and") || word.equals("or"))) {
            throw new Unreadable("Invalid beginning operator after \"(\": " + word);
        }
        boolean follows = last.filter(token -> !token.is("and") && !token.is("or") && !token.is("("))
                .isPresent();
        if (word.equals("not") && follows) {
            tokens.add(new Token("and", null));
        }
        tokens.add(new Token(word, null));
    }

    private void operand(TargetWord word, String text) {
        Target leaf = word.target(pillarExact);
        if (leaf instanceof Target.Nobody
                && word.engine()
                        .filter(letter -> letter == 'R' || letter == 'E')
                        .isPresent()) {
            throw new Unreadable("Invalid target " + text);
        }
        boolean negated = last().filter(token -> token.is("not")).isPresent();
        if (leaf instanceof Ids ids && !negated) {
            missable.add(ids);
        }
        needsData |= leaf.needsData();
        tokens.add(new Token("", leaf));
    }

    /** A master forgives parentheses that are never closed, a minion does not. */
    private void closeWhatIsOpen() {
        long open = tokens.stream().filter(token -> token.is("(")).count()
                - tokens.stream().filter(token -> token.is(")")).count();
        for (long i = 0; i < open; i++) {
            tokens.add(new Token(")", null));
        }
    }

    private Optional<Token> last() {
        return tokens.isEmpty() ? Optional.empty() : Optional.of(tokens.get(tokens.size() - 1));
    }

    private CompoundNode or() {
        List<CompoundNode> parts = new ArrayList<>(List.of(and()));
        while (take("or")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.get(0) : new CompoundNode.Or(List.copyOf(parts));
    }

    private CompoundNode and() {
        List<CompoundNode> parts = new ArrayList<>(List.of(not()));
        while (take("and")) {
            parts.add(not());
        }
        return parts.size() == 1 ? parts.get(0) : new CompoundNode.And(List.copyOf(parts));
    }

    private CompoundNode not() {
        return take("not") ? new CompoundNode.Not(not()) : call();
    }

    private CompoundNode call() {
        CompoundNode atom = atom();
        while (take("(")) {
            inParentheses();
            atom = new CompoundNode.Call();
        }
        return atom;
    }

    private CompoundNode atom() {
        if (take("(")) {
            return inParentheses();
        }
        if (at >= tokens.size() || tokens.get(at).leaf() == null) {
            throw new Unreadable(null);
        }
        return new CompoundNode.Leaf(tokens.get(at++).leaf());
    }

    /** The parenthesis is open already. */
    private CompoundNode inParentheses() {
        if (++depth > DEEPEST) {
            throw new Unreadable("Compound target is nested too deeply");
        }
        CompoundNode inner = at < tokens.size() && tokens.get(at).is(")") ? new CompoundNode.Empty() : or();
        if (!take(")")) {
            throw new Unreadable(null);
        }
        depth--;
        return inner;
    }

    private boolean take(String operator) {
        boolean taken = at < tokens.size() && tokens.get(at).is(operator);
        at += taken ? 1 : 0;
        return taken;
    }
}
