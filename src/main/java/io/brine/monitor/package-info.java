/**
 * Watches the master: counts what it does, knows who is connected, says whether it is well. It never changes what the daemon
 * does, and the daemon does not know of it. Start reading at {@link io.brine.monitor.Monitor}; {@code monitor.health} judges
 * minions and repairs them; the HTTP door to all of this is {@code api}.
 */
package io.brine.monitor;
