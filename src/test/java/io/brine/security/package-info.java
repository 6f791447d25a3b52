/**
 * The published Salt advisories, carried out against a running Brine over real sockets. {@code docs/security.md} says which
 * test stands for which. Start reading at {@link io.brine.security.AttackedMaster} and {@link io.brine.security.Forgery}.
 */
package io.brine.security;
