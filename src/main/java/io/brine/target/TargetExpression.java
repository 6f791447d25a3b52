package io.brine.target;

import java.util.List;
import java.util.Map;

/**
 * A target as it travels: {@code tgt}, {@code tgt_type} and the delimiter.
 * @param tgt text, or a list of ids or of compound words; anything else means nobody
 * @param tgtType glob, pcre, list, grain, grain_pcre, pillar, pillar_pcre, pillar_exact, ipcidr, data, range, nodegroup,
 *     compound, compound_pillar_exact
 */
public record TargetExpression(Object tgt, String tgtType, String delimiter) {
    public static final String DEFAULT_DELIMITER = ":";

    public TargetExpression(Object tgt, String tgtType) {
        this(tgt, tgtType, DEFAULT_DELIMITER);
    }

    /**
     * As a minion understands it: it knows no type {@code compound_pillar_exact}, and uses the delimiter for grains and
     * globs of pillar only. Source: 3006.0 salt/minion.py Minion._target_load.
     * @param nodegroups usually empty; a minion may have some configured
     */
    public Target onMinion(Map<String, Object> nodegroups) {
        return switch (tgtType) {
            case "pillar_pcre", "pillar_exact" -> new TargetExpression(tgt, tgtType).simple();
            case "compound_pillar_exact" -> nobody("Unknown target type " + tgtType);
            case "nodegroup" ->
                nodegroups.containsKey(String.valueOf(tgt))
                        ? nodegroup(nodegroups, false)
                        : nobody("No such nodegroup");
            case "compound" -> compound(nodegroups, false, false);
            case "data" -> tgt instanceof String text ? Targets.store(text) : nobody("Data target that is not text");
            default -> simple();
        };
    }

    /** As a master understands it when it asks who may answer. Source: 3006.0 salt/utils/minions.py CkMinions. */
    public Target onMaster(Map<String, Object> nodegroups) {
        return switch (tgtType) {
            case "nodegroup" -> nodegroup(nodegroups, true);
            case "compound" -> compound(nodegroups, true, false);
            case "compound_pillar_exact" -> compound(nodegroups, true, true);
            default -> simple();
        };
    }

    private Target simple() {
        if (tgtType.equals("list") && tgt instanceof List<?> ids) {
            return Target.Ids.ofList(ids);
        }
        if (!(tgt instanceof String text)) {
            return nobody("Target of type " + tgtType + " that is not text");
        }
        return switch (tgtType) {
            case "glob" -> new Target.Glob(Fnmatch.compile(text));
            case "pcre" -> Targets.pcre(text);
            case "list" -> Target.Ids.ofText(text);
            case "grain" -> Targets.data(false, text, delimiter, SubdictMatch.Mode.GLOB);
            case "grain_pcre" -> Targets.data(false, text, delimiter, SubdictMatch.Mode.PCRE);
            case "pillar" -> Targets.data(true, text, delimiter, SubdictMatch.Mode.GLOB);
            case "pillar_pcre" -> Targets.data(true, text, delimiter, SubdictMatch.Mode.PCRE);
            case "pillar_exact" -> Targets.data(true, text, delimiter, SubdictMatch.Mode.EXACT);
            case "ipcidr" -> Targets.ipcidr(text);
            case "range" -> nobody("Range matcher unavailable");
            default -> nobody("Unknown target type " + tgtType);
        };
    }

    private Target compound(Map<String, Object> nodegroups, boolean forMaster, boolean pillarExact) {
        CompoundParser parser = new CompoundParser(nodegroups, pillarExact);
        if (tgt instanceof String text) {
            String stripped = text.strip();
            List<String> words = stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
            return parser.parse(words, forMaster);
        }
        boolean words = tgt instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
        return words
                ? parser.parse(((List<?>) tgt).stream().map(String.class::cast).toList(), forMaster)
                : nobody("Compound target that is neither text nor a list of words");
    }

    private Target nodegroup(Map<String, Object> nodegroups, boolean forMaster) {
        List<String> words = new NodegroupExpansion(nodegroups).words(String.valueOf(tgt));
        return new CompoundParser(nodegroups, false).parse(words, forMaster);
    }

    private static Target nobody(String why) {
        return new Target.Nobody(why);
    }
}
