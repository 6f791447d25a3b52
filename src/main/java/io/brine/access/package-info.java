/**
 * Which <em>person</em> may run what on the master: keys of local users, tokens, external logins, and the rules for each.
 *
 * <p>{@link io.brine.access.Authentication} answers who somebody is; {@link io.brine.access.AclRules} what he may do. Minion
 * keys are no matter of this room, except {@link io.brine.access.PeerRules}: which minion may ask for jobs of others.
 */
package io.brine.access;
