/**
 * How a function such as {@code cmd.run} is named, found, given its arguments and its surroundings.
 *
 * <p>{@link io.brine.functions.CallContext} replaces Salt's six dunders with one parameter. Functions are registered by
 * name, with their parameters and their documentation, in plain code: no reflection. The interfaces here are
 * implemented by the minion; {@code modules} never sees the daemon.
 */
package io.brine.functions;
