package io.brine.monitor;

/** Whoever knows numbers: asked for them when somebody scrapes, so what it counts with may be as plain as can be. */
@FunctionalInterface
public interface MetricSource {
    /** Must not block. */
    void collect(Families families);
}
