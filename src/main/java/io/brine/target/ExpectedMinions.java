package io.brine.target;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom a target means, as far as a master knows: the minions it will wait for. Publications go to everybody; a minion that
 * matches by itself answers, expected or not. Source: 3006.0 salt/utils/minions.py CkMinions.check_minions.
 */
public final class ExpectedMinions {
    private final KnownMinions known;
    private final boolean minionDataCache;
    private final Map<String, Object> nodegroups;

    /** What a master knows of its minions. */
    public interface KnownMinions {
        /** Ids with an accepted key, in order. */
        List<String> accepted();

        /** The same as a set. */
        Set<String> acceptedSet();

        /** Ids with cached data, with or without an accepted key. */
        List<String> cached();

        /** Cheap to make: data is read when it is asked for. */
        MinionFacts facts(String id);
    }

    /**
     * @param minions who match or, asked greedily, may match because nothing is known of them
     * @param missing ids that a list names and that are not accepted
     */
    public record Expected(List<String> minions, List<String> missing) {
        static final Expected NOBODY = new Expected(List.of(), List.of());

        public Expected {
            minions = List.copyOf(minions);
            missing = List.copyOf(missing);
        }
    }

    /** @param minionDataCache {@code minion_data_cache}: without it every target over data means all who are accepted */
    public ExpectedMinions(KnownMinions known, boolean minionDataCache, Map<String, Object> nodegroups) {
        this.known = known;
        this.minionDataCache = minionDataCache;
        this.nodegroups = nodegroups;
    }

    /** Nobody for a target that cannot be read. @param greedy false: only those who are known to match */
    public Expected check(TargetExpression expression, boolean greedy) {
        Target target = expression.onMaster(nodegroups);
        if (target instanceof Target.Nobody
                && (minionDataCache || expression.tgtType().equals("range"))) {
            return Expected.NOBODY;
        }
        if (target instanceof Target.Ids ids) {
            return listed(ids);
        }
        boolean compound = expression.tgtType().startsWith("compound")
                || expression.tgtType().equals("nodegroup");
        if (!minionDataCache && (compound || target.needsData())) {
            return new Expected(compound || greedy ? known.accepted() : List.of(), List.of());
        }
        return new Expected(matching(target, greedy), missing(target));
    }

    /** Whether every minion that the expression means is one that the valid one means. @param valid a compound expression */
    public boolean validate(String valid, TargetExpression expression) {
        List<String> allowed =
                check(new TargetExpression(valid, "compound"), true).minions();
        return Set.copyOf(allowed).containsAll(check(expression, true).minions());
    }

    private Expected listed(Target.Ids target) {
        Set<String> accepted = known.acceptedSet();
        return new Expected(
                target.ids().stream().filter(accepted::contains).toList(),
                target.ids().stream().filter(id -> !accepted.contains(id)).toList());
    }

    private List<String> matching(Target target, boolean greedy) {
        Viewpoint viewpoint = greedy ? Viewpoint.MASTER_GREEDY : Viewpoint.MASTER_CERTAIN;
        Set<String> asked = new LinkedHashSet<>(known.accepted());
        if (!greedy && target.needsData()) {
            asked.addAll(known.cached());
        }
        List<String> matching = new ArrayList<>();
        for (String id : asked) {
            if (target.match(known.facts(id), viewpoint) == Match.YES) {
                matching.add(id);
            }
        }
        return matching;
    }

    private List<String> missing(Target target) {
        if (!(target instanceof Target.Compound compound)) {
            return List.of();
        }
        Set<String> accepted = known.acceptedSet();
        return compound.missable().stream()
                .flatMap(ids -> ids.ids().stream())
                .filter(id -> !accepted.contains(id))
                .toList();
    }
}
