package io.brine.monitor.health;

import io.brine.config.ConfigException;
import io.brine.config.HealthConfig;
import io.brine.config.MasterConfig;
import io.brine.master.MinionRoads;
import io.brine.target.Target;
import io.brine.target.TargetExpression;
import java.util.HashMap;
import java.util.Map;

/** Which minions may come and go: those whom the targets of {@code mon:classes} mean. */
final class MinionClasses {
    private final HealthConfig.Classes config;
    private final MinionRoads master;

    /** @throws ConfigException for a target that cannot be read: it would mean nobody, and laptops would be repaired */
    MinionClasses(MasterConfig config, MinionRoads master) {
        this.config = config.monitor().health().classes();
        this.master = master;
        check(config, "roaming", this.config.roaming());
        check(config, "ephemeral", this.config.ephemeral());
    }

    private static void check(MasterConfig config, String name, String target) {
        boolean isSet = !target.isEmpty();
        if (isSet
                && new TargetExpression(target, "compound").onMaster(config.nodegroups())
                        instanceof Target.Nobody nobody) {
            throw new ConfigException(
                    config.configFile(), 0, "option 'mon:classes:" + name + "' is no compound target: " + nobody.why());
        }
    }

    /**
     * Those who are known to match, by id; who is meant by both is roaming. Who is away and of whom nothing is cached any more stays
     * what it was: it cannot tell its grains now. Looks at the disk.
     */
    Map<String, MinionClass> known(Map<String, MinionClass> before) {
        Map<String, MinionClass> known = new HashMap<>();
        put(known, config.ephemeral(), MinionClass.EPHEMERAL);
        put(known, config.roaming(), MinionClass.ROAMING);
        before.forEach((id, kind) -> {
            boolean isUnmatched = kind.mayGo() && !known.containsKey(id);
            if (isUnmatched && !master.isConnected(id) && master.grains(id).isEmpty()) {
                known.put(id, kind);
            }
        });
        return known;
    }

    private void put(Map<String, MinionClass> known, String target, MinionClass kind) {
        if (!target.isEmpty()) {
            master.meant(target).forEach(id -> known.put(id, kind));
        }
    }
}
