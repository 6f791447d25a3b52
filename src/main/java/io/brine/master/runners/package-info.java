/**
 * Runners: functions that run on the master itself, called by {@code salt-run} in its own process, through the clear channel
 * in the daemon's, or by a minion that {@code peer_run} allows to.
 *
 * <p>{@link io.brine.master.runners.RunnerTable} is the list of them, {@link io.brine.master.runners.RunnerContext} what they
 * work with, {@link io.brine.master.runners.MasterFunctionRun} one call with its events.
 */
package io.brine.master.runners;
