/**
 * Which minions are well, what is done for those that are not, and when hands are kept off.
 *
 * <pre>
 *   master: connections, returns, proven requests ──► HealthInbox ──► Sweep (one thread) ──► HealthEngine
 *                                                                                             │  states: HealthRules, a table
 *                      ping on one connection  ◄── HealthRoads ◄──────────────────────────────┤  gates:  Gates over FleetCounts
 *                      ssh, port checks        ◄──     (RealRoads)                            │  repair: RepairDesk
 *                      bus, journal, alerts    ◄── HealthListener ◄───────────────────────────┘  causes: IncidentBook
 * </pre>
 *
 * Everything between the inbox and the roads is told the time and knows no other: a test turns two hours of five thousand
 * minions by hand. Start reading at {@link io.brine.monitor.health.HealthRules}, then {@link
 * io.brine.monitor.health.Gates}. Not here: connections and metrics, which are {@code io.brine.monitor}'s.
 */
package io.brine.monitor.health;
