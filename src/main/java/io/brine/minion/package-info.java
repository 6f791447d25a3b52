/**
 * The minion daemon: stay signed in, listen, run, return.
 *
 * <p>Start reading at {@link io.brine.minion.MinionDaemon}, whose constructor is the list of the parts. For each master there
 * is one {@link io.brine.minion.MasterConnection}; a publication travels {@code PublicationListener} → {@code JobRunner} →
 * {@code ReturnSender}. {@link io.brine.minion.SaltCall} is the same minion for one call.
 */
package io.brine.minion;
