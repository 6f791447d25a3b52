/**
 * What a host says about itself: its system, processors, memory, addresses, and what its configuration adds.
 *
 * <p>Each {@link io.brine.grains.GrainsSource} reads one thing from {@code /proc}, {@code /sys}, {@code /etc} or one
 * command, through {@link io.brine.grains.Host}, which tests can point at a directory of samples.
 * {@link io.brine.grains.GrainsCollector} asks all sources at once on an executor it is given, each within a deadline;
 * a source that is late or broken is named in the log and left out. It knows no master and keeps no state but the
 * optional cache file.
 *
 * <p>Start reading at {@link io.brine.grains.CoreGrains}, the list of all sources in the order they are merged.
 */
package io.brine.grains;
