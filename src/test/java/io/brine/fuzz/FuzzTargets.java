package io.brine.fuzz;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The targets by name. */
final class FuzzTargets {
    static final Map<String, Supplier<FuzzTarget>> ALL = new TreeMap<>(Map.of(
            "zmtp", ZmtpTarget::new,
            "msgpack", MsgPackTarget::new,
            "plaintext", PlaintextTarget::new,
            "publication", PublicationTarget::new,
            "requests", RequestsTarget::new,
            "events", EventsTarget::new,
            "targets", TargetsTarget::new,
            "config", ConfigTarget::new));

    private FuzzTargets() {}

    static FuzzTarget named(String name) {
        Supplier<FuzzTarget> target = ALL.get(name);
        if (target == null) {
            throw new IllegalArgumentException("the targets are " + ALL.keySet());
        }
        return target.get();
    }
}
