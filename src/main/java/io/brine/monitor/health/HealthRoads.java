package io.brine.monitor.health;

import java.util.List;

/** What the engine asks of the world. Nothing here waits: answers come back as signs, in their own time. */
interface HealthRoads {
    /** One {@code test.ping} down the minion's own connection; without a connection nothing happens, and nobody answers. */
    void probe(String id);

    /** Whether minions are asked to pull files here at all. */
    boolean pulls();

    /** One pull of the canary file; answered with {@link HealthEngine#pulled}, or not at all. */
    void pull(String id);

    /** Asks how long their hosts have been up; answered with {@link HealthEngine#uptime} for each that says so. */
    void uptimes(List<String> ids);

    /** Closes its connections to the publish port; a living minion comes back by itself. */
    void kick(String id, String why);

    /** Finds out why it is silent; answered with {@link HealthEngine#diagnosed}. */
    void diagnose(String id);

    /** Deletes the keys of minions that nobody expects back. */
    void forget(List<String> ids);

    /** Begins a repair step; answered with {@link HealthEngine#repairEnded}. */
    void repair(RepairOrder order);

    /**
     * One repair step to do.
     *
     * @param step restart or hard-restart @param attempt from 1, in this incident @param incident its number
     * @param who auto, or the person who asked for it
     */
    record RepairOrder(String id, String step, int attempt, long incident, String who, String why) {}

    /** How a step ended. @param why in words @param output what the far side said, cut @param waitMillis only with WAIT */
    record RepairEnd(Kind kind, String why, String output, long waitMillis) {
        /** The ways to end. */
        enum Kind {
            /** The command was run, whatever it said: the minion's answer decides. */
            RUN,
            /** It took too long and was killed. */
            TIMED_OUT,
            /** The look said that a restart is not wanted or of no use. */
            STOPPED,
            /** The look said: not now. */
            WAIT,
            /** The host cannot be reached, is not the one we know, or does not let us in. */
            NO_WAY
        }

        static RepairEnd of(Kind kind, String why) {
            return new RepairEnd(kind, why, "", 0);
        }
    }
}
