/**
 * Wheel functions: what changes the master itself, above all its keys. {@link io.brine.master.wheels.WheelTable} is the list.
 */
package io.brine.master.wheels;
