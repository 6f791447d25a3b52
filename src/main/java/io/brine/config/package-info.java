/**
 * A configuration file becomes small typed records; this is the only reader of option keys.
 *
 * <p>Start reading at {@link io.brine.config.ConfigLoader}, then {@link io.brine.config.MasterConfig} and
 * {@link io.brine.config.MinionConfig}. Other rooms are handed one of the small records; {@code raw()} is only for
 * functions that show options ({@code config.get}) and for options nobody here understands. This room opens no socket
 * and starts nothing.
 */
package io.brine.config;
