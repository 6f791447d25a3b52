package io.brine.target;

import java.util.List;

/**
 * A compound expression as a tree. Salt lets Python evaluate it, so the odd cases are Python's: empty parentheses are
 * false, and an operand directly before a parenthesis is a call, which fails when it is reached.
 */
sealed interface CompoundNode {
    /** @throws NotCallable where Python would fail while evaluating */
    Match match(MinionFacts facts, Viewpoint viewpoint);

    /** Whether it means anything to a master, whose sets can neither be called nor joined with nothing. */
    boolean isPlain();

    record Leaf(Target target) implements CompoundNode {
        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            return target.match(facts, viewpoint);
        }

        @Override
        public boolean isPlain() {
            return true;
        }
    }

    record Not(CompoundNode inner) implements CompoundNode {
        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            Match without = inner.match(facts, viewpoint).not();
            return facts.isAccepted() ? without : Match.NO;
        }

        @Override
        public boolean isPlain() {
            return inner.isPlain();
        }
    }

    /** Stops at the first NO, as Python does. */
    record And(List<CompoundNode> parts) implements CompoundNode {
        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            return firstOrLeast(parts, Match.NO, facts, viewpoint);
        }

        @Override
        public boolean isPlain() {
            return parts.stream().allMatch(CompoundNode::isPlain);
        }
    }

    /** Stops at the first YES. */
    record Or(List<CompoundNode> parts) implements CompoundNode {
        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            return firstOrLeast(parts, Match.YES, facts, viewpoint);
        }

        @Override
        public boolean isPlain() {
            return parts.stream().allMatch(CompoundNode::isPlain);
        }
    }

    /** {@code ( )} */
    record Empty() implements CompoundNode {
        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            return Match.NO;
        }

        @Override
        public boolean isPlain() {
            return false;
        }
    }

    /** {@code a ( b )} */
    record Call() implements CompoundNode {
        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            throw new NotCallable();
        }

        @Override
        public boolean isPlain() {
            return false;
        }
    }

    private static Match firstOrLeast(
            List<CompoundNode> parts, Match decisive, MinionFacts facts, Viewpoint viewpoint) {
        Match result = Match.of(decisive == Match.NO);
        for (CompoundNode part : parts) {
            Match next = part.match(facts, viewpoint);
            if (next == decisive) {
                return decisive;
            }
            result = next == Match.UNKNOWN ? next : result;
        }
        return result;
    }

    /** Python's TypeError. */
    final class NotCallable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotCallable() {
            super(null, null, false, false);
        }
    }
}
