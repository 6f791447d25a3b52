package io.brine.monitor.health;

import java.util.Locale;

/** How a minion is expected to stay, as {@code mon:classes} says. */
public enum MinionClass {
    /** It is there, or something is wrong. */
    STEADY,
    /** It comes and goes with a person: a laptop. Away is DOWN without an incident, and it is never repaired. */
    ROAMING,
    /** It was made for a while: what is scaled by itself. As ROAMING, and GONE when it has been away for {@code classes:gone}. */
    EPHEMERAL;

    /** Whether its going is no fault: no incident, no repair, nobody is told, and it is no part of a storm. */
    public boolean mayGo() {
        return this != STEADY;
    }

    /** As it is shown. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
