/**
 * Keys on disk: a daemon's own key pair, and the master's book of the keys of its minions with the decision about each.
 * The files are laid out exactly as Salt's, since {@code salt-key} changes them behind our back.
 *
 * <p>Start reading at {@link io.brine.keys.KeyDecision}, then {@link io.brine.keys.MinionKeys} and
 * {@link io.brine.keys.KeyDesk}. This room answers no request and encrypts nothing.
 */
package io.brine.keys;
