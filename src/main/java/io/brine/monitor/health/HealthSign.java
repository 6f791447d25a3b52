package io.brine.monitor.health;

/**
 * Something that was noticed of a minion, or done for it.
 *
 * @param why in words; becomes the reason of the state it leads to
 * @param cls only with {@link Kind#CLASSED}
 */
public record HealthSign(Kind kind, String why, DownClass cls) {

    /** What can be noticed. */
    public enum Kind {
        /** Its key was accepted. */
        KEY_ACCEPTED,
        /** A request that proves who sent it: a return, an event, a file request, a sign-in. */
        ALIVE,
        /** The answer to a probe. */
        ANSWERED,
        /** Its last connection to the publish port is gone. */
        LOST,
        /** A probe was not answered in time. */
        UNANSWERED,
        /** Others have returned a job and it has not, nor said anything else since. */
        ABSENT,
        /** It signs in with a key that is not the accepted one. */
        KEY_TROUBLE,
        /** It was found out why it is down. */
        CLASSED,
        /** Time has passed. */
        TICK,
        /** We were ill and are well again: what was suspected meanwhile is suspected from now on. */
        TIMERS_ANEW,
        /** All gates are open for its repair. */
        QUEUED,
        /** A gate has closed before its turn came. */
        GATES_SHUT,
        /** A repair step begins. */
        STEP_BEGUN,
        /** A repair step did not help, or has to wait. */
        NOT_CURED,
        /** No repair is left, possible or allowed. */
        GIVEN_UP,
        /** A person wants one more try, or it turns out that it may be away. */
        RETRY
    }

    static HealthSign of(Kind kind) {
        return new HealthSign(kind, "", DownClass.NONE);
    }

    static HealthSign of(Kind kind, String why) {
        return new HealthSign(kind, why, DownClass.NONE);
    }

    static HealthSign classed(DownClass cls) {
        return new HealthSign(Kind.CLASSED, cls.words(), cls);
    }
}
