package io.brine.monitor.health;

import io.brine.monitor.health.HealthRoads.RepairEnd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the look at a host has found: {@code name=value} lines, then a line {@code --}, then lines of its log.
 *
 * <pre>
 *   service=failed  enabled=enabled  process=dead  jobs=0  packages=free  disk_used_percent=41  clock=1732838400  kill_mode=process
 * </pre>
 */
record LookReport(Map<String, String> facts) {
    private static final int MOST_FACTS = 100;
    private static final double DISK_FULL_PERCENT = 99;
    private static final long CLOCK_OFF_SECONDS = 3600;
    private static final long PACKAGES_MILLIS = 600_000;
    private static final long JOB_MILLIS = 60_000;

    static LookReport parse(String text) {
        Map<String, String> facts = new LinkedHashMap<>();
        text.lines()
                .takeWhile(line -> !line.equals("--"))
                .filter(line -> line.indexOf('=') > 0)
                .limit(MOST_FACTS)
                .forEach(line -> facts.put(
                        line.substring(0, line.indexOf('=')).strip(),
                        line.substring(line.indexOf('=') + 1).strip()));
        return new LookReport(facts);
    }

    /** Why it must not be restarted, or not now; empty if it may. @param nowSeconds of this host's clock */
    Optional<RepairEnd> verdict(boolean allowControlGroup, long nowSeconds) {
        if (number("disk_used_percent") >= DISK_FULL_PERCENT) {
            return stop("its disk is full");
        }
        if (is("enabled", "disabled") || is("enabled", "masked")) {
            return stop("its service is " + facts.get("enabled") + ": somebody meant that");
        }
        if (is("kill_mode", "control-group") && !allowControlGroup) {
            return stop("its unit has KillMode=control-group: a restart would end what Salt has started");
        }
        double clock = number("clock");
        if (clock >= 0 && Math.abs(clock - nowSeconds) > CLOCK_OFF_SECONDS) {
            return stop("its clock is off by " + Math.round(Math.abs(clock - nowSeconds)) + " s");
        }
        if (is("packages", "busy")) {
            return Optional.of(new RepairEnd(RepairEnd.Kind.WAIT, "its package manager is busy", "", PACKAGES_MILLIS));
        }
        if (number("jobs") > 0 && is("process", "alive")) {
            return Optional.of(new RepairEnd(RepairEnd.Kind.WAIT, "it runs a job", "", JOB_MILLIS));
        }
        return Optional.empty();
    }

    private static Optional<RepairEnd> stop(String why) {
        return Optional.of(RepairEnd.of(RepairEnd.Kind.STOPPED, why));
    }

    private boolean is(String name, String value) {
        return value.equals(facts.get(name));
    }

    /** -1 if it is not told, or no number. */
    private double number(String name) {
        try {
            return Double.parseDouble(facts.getOrDefault(name, "-1"));
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }
}
