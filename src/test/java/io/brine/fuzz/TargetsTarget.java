package io.brine.fuzz;

import io.brine.target.MinionFacts;
import io.brine.target.TargetExpression;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Target expressions of every type, as a minion and as a master reads them; the first byte chooses the type. */
final class TargetsTarget implements FuzzTarget {
    private static final List<String> TYPES = List.of(
            "compound",
            "glob",
            "pcre",
            "list",
            "grain",
            "grain_pcre",
            "pillar",
            "pillar_pcre",
            "pillar_exact",
            "ipcidr",
            "data",
            "range",
            "nodegroup",
            "compound_pillar_exact",
            "what");
    private static final Map<String, Object> TREE = Map.of(
            "os", "Debian",
            "ipv4", List.of("127.0.0.1", "10.1.2.3"),
            "ipv6", List.of("::1", "2001:db8::7"),
            "roles", List.of("web", Map.of("db", "main")),
            "rack", Map.of("row", 4L, "deep", Map.of("slot", "b:c")),
            "long", "a".repeat(60) + "!",
            "flag", true);
    private static final Map<String, Object> NODEGROUPS =
            Map.of("web", "G@os:Debian and N@other", "other", List.of("not", "N@web"), "self", "N@self");

    private record Facts(String id, Optional<Map<String, Object>> grains, Optional<Map<String, Object>> pillar)
            implements MinionFacts {}

    private final MinionFacts facts = new Facts("web1", Optional.of(TREE), Optional.of(TREE));

    @Override
    public void run(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
        TargetExpression target = new TargetExpression(text, TYPES.get((input[0] & 0xff) % TYPES.size()));
        target.onMinion(NODEGROUPS).match(facts);
        target.onMaster(NODEGROUPS).match(facts);
        new TargetExpression(List.of((Object[]) text.split(" ")), target.tgtType())
                .onMinion(Map.of())
                .match(facts);
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (byte[] text : Seeds.texts("targeting.json", List.of("tgt", "pattern", "expression", "target"))) {
            for (int type = 0; type < 7; type++) {
                byte[] seed = new byte[text.length + 1];
                seed[0] = (byte) type;
                System.arraycopy(text, 0, seed, 1, text.length);
                seeds.add(seed);
            }
        }
        seeds.add("\0web* and G@os:Debian or ( not E@(a+)+$ and S@10.0.0.0/8 )".getBytes(StandardCharsets.UTF_8));
        seeds.add("\0G@rack:NULL:x and I@~:*".getBytes(StandardCharsets.UTF_8));
        seeds.add("\2(a|aa)+$".getBytes(StandardCharsets.UTF_8));
        seeds.add("\5long:(a*)*b".getBytes(StandardCharsets.UTF_8));
        seeds.add("\11::ffff:10.1.2.3/96".getBytes(StandardCharsets.UTF_8));
        return seeds;
    }
}
