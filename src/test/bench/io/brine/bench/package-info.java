/**
 * Micro-benchmarks of the hot paths, for {@code bench/jmh}; compiled in the Maven profile {@code jmh} alone. What needs a
 * network is in {@code bench/swarm} and {@code bench/fanout}. A benchmark of what its room keeps to itself lies in that room.
 */
package io.brine.bench;
