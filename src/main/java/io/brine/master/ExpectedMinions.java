package io.brine.master;

import java.util.List;

/** Whom a target means, as far as the master knows: PROTOCOL 12.4, Salt's {@code CkMinions.check_minions}. */
public interface ExpectedMinions {
    /**
     * @param minions accepted minions that match or, asked greedily, may match because nothing is known of them
     * @param missing ids a list names that are not accepted here
     */
    record Expected(List<String> minions, List<String> missing) {
        public static final Expected NOBODY = new Expected(List.of(), List.of());

        public Expected {
            minions = List.copyOf(minions);
            missing = List.copyOf(missing);
        }
    }

    /**
     * Nobody for a target that cannot be read.
     *
     * @param tgt text, or a list of ids or of compound words
     * @param tgtType as on the wire, {@code glob} and so on; also {@code pillar_exact} and {@code compound_pillar_exact}
     * @param greedy false: only those who are known to match
     */
    Expected expected(Object tgt, String tgtType, String delimiter, boolean greedy);
}
