package io.brine.monitor;

import java.util.List;
import java.util.Map;

/** Reads a return: did it succeed, how long did its states take. Runs for every return, so it looks no deeper than it must. */
final class ReturnVerdict {
    private static final double MILLIS = 1000;

    private ReturnVerdict() {}

    /** {@code retcode} 0, {@code success} not false, and every state true. Source: salt-exporter 0.8, pkg/event. */
    static boolean isSuccess(Map<String, Object> load) {
        boolean retcode = !(load.get("retcode") instanceof Number number) || number.longValue() == 0;
        if (!retcode || Boolean.FALSE.equals(load.get("success"))) {
            return false;
        }
        return !isStates(load) || statesAreTrue((Map<?, ?>) load.get("return"));
    }

    private static boolean isStates(Map<String, Object> load) {
        return load.get("fun") instanceof String fun
                && fun.startsWith("state.")
                && load.get("return") instanceof Map<?, ?>;
    }

    private static boolean statesAreTrue(Map<?, ?> states) {
        for (Object state : states.values()) {
            if (state instanceof Map<?, ?> one && Boolean.FALSE.equals(one.get("result"))) {
                return false;
            }
        }
        return true;
    }

    /** The sum of all states' {@code duration}s, which are milliseconds. */
    static double stateSeconds(Object returned) {
        double millis = 0;
        for (Object state : returned instanceof Map<?, ?> states ? states.values() : List.of()) {
            if (state instanceof Map<?, ?> one && one.get("duration") instanceof Number duration) {
                millis += duration.doubleValue();
            }
        }
        return millis / MILLIS;
    }

    /** Whether {@code test=True} is among the arguments. */
    static boolean isTest(Object args) {
        for (Object arg : args instanceof List<?> list ? list : List.of()) {
            if (arg instanceof Map<?, ?> keywords && Boolean.TRUE.equals(keywords.get("test"))) {
                return true;
            }
        }
        return false;
    }
}
