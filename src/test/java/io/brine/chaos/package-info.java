/** A whole master under blows: what was acknowledged is there, whatever happens. Long forms by {@code bench/chaos}. */
package io.brine.chaos;
