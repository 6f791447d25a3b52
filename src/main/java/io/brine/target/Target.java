package io.brine.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a job is for, compiled once and asked for many minions. Made by {@link TargetExpression}. Immutable, thread-safe.
 * Source: 3006.0 salt/matchers/, salt/utils/minions.py CkMinions.
 */
public sealed interface Target {
    Match match(MinionFacts facts, Viewpoint viewpoint);

    /** Whether this minion is meant. */
    default Match match(MinionFacts facts) {
        return match(facts, Viewpoint.MINION);
    }

    /** Whether the answer needs grains or pillar of a minion, not only its id. */
    default boolean needsData() {
        return false;
    }

    /** A shell pattern over the id. */
    record Glob(Fnmatch pattern) implements Target {
        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            return Match.of(facts.isAccepted() && pattern.matches(facts.id()));
        }
    }

    /** A regular expression that matches at the start of the id. */
    record Pcre(PyRegex pattern) implements Target {
        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            return Match.of(facts.isAccepted() && pattern.matchesStart(facts.id()));
        }
    }

    /** These ids. @param asText the list as it was written, if it was text: an id that has a comma is found in it */
    record Ids(List<String> ids, Set<String> set, Optional<String> asText) implements Target {
        static Ids ofText(String text) {
            List<String> ids = new ArrayList<>(List.of(text.split(",")));
            ids.removeIf(String::isEmpty);
            return new Ids(List.copyOf(ids), Set.copyOf(ids), Optional.of(text));
        }

        static Ids ofList(List<?> items) {
            List<String> ids = items.stream().map(String::valueOf).toList();
            return new Ids(ids, Set.copyOf(ids), Optional.empty());
        }

        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            boolean listed = set.contains(facts.id())
                    || viewpoint == Viewpoint.MINION
                            && asText.filter(text -> holds(text, facts.id())).isPresent();
            return Match.of(facts.isAccepted() && listed);
        }

        /** Source: 3006.0 salt/matchers/list_match.py: only the minion looks at the text. */
        private static boolean holds(String text, String id) {
            return text.contains("," + id + ",")
                    || text.startsWith(id + ",")
                    || text.endsWith("," + id)
                    || text.equals(id);
        }
    }

    /** Grains or pillar that have a value at a path. */
    record Data(boolean ofPillar, SubdictMatch path) implements Target {
        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            Optional<Map<String, Object>> known = ofPillar ? facts.pillar() : facts.grains();
            return known.map(tree -> Match.of(path.matches(tree))).orElse(viewpoint.unknown());
        }

        @Override
        public boolean needsData() {
            return true;
        }
    }

    /** An address, or one in a network, among the grains ipv4 and ipv6. */
    record Ipcidr(IpNetwork network) implements Target {
        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            return facts.grains()
                    .map(grains -> Match.of(network.holdsOneOf(grains)))
                    .orElse(viewpoint.unknown());
        }

        @Override
        public boolean needsData() {
            return true;
        }
    }

    /** A value in the minion's own data store. A master has no such matcher and means nobody. */
    record Store(String key, String pattern) implements Target {
        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            return facts.data().map(data -> Match.of(matches(data.get(key)))).orElse(viewpoint.unknown());
        }

        private boolean matches(Object value) {
            if (value instanceof List<?> members) {
                Fnmatch lower = Fnmatch.compile(pattern.toLowerCase(Locale.ROOT));
                return members.stream().anyMatch(member -> lower.matches(SubdictMatch.lower(member)));
            }
            if (value instanceof Map<?, ?> map) {
                return map.containsKey(pattern);
            }
            return value instanceof String text && Fnmatch.matches(pattern, text);
        }
    }

    /** Several of these, with and, or, not. @param missable lists whose unknown ids are reported as missing */
    record Compound(CompoundNode root, List<Ids> missable, boolean needsData) implements Target {
        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            try {
                return root.match(facts, viewpoint);
            } catch (CompoundNode.NotCallable wrong) {
                return Match.NO;
            }
        }
    }

    /** An expression that cannot be understood means nobody. @param why for the log */
    record Nobody(String why) implements Target {
        @Override
        public Match match(MinionFacts facts, Viewpoint viewpoint) {
            return Match.NO;
        }
    }
}
