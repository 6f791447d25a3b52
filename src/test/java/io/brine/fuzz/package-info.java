/**
 * Fuzz targets: what of Brine reads bytes of strangers. The suite runs each over its seeds and a fixed number of changes to
 * them; {@code bench/fuzz <target> <seconds>} runs it under Jazzer, which is led by coverage. A finding becomes a seed or a
 * test.
 */
package io.brine.fuzz;
