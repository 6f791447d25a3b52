package io.brine.functions;

import java.util.Map;

/**
 * Which pillar to compile.
 *
 * @param override values of the caller, taken over the compiled ones
 * @param saltenv empty for the minion's own
 * @param pillarenv empty for the minion's own
 */
public record PillarQuery(Map<String, Object> override, String saltenv, String pillarenv) {
    /** The minion's own pillar. */
    public static final PillarQuery OWN = new PillarQuery(Map.of(), "", "");
}
