/**
 * The daemon: answer 4506, publish 4505, keep the books.
 *
 * <pre>
 *   4506 ROUTER ─► MWorker-N ─► channel opens ─► RequestRouter ─► a RequestHandler ─► Reply ─► channel seals ─► 4506
 *                                                     │
 *                                     PublishHandler ─► Publisher ─► serial, AES, signature ─► 4505 PUB
 * </pre>
 *
 * <p>{@link io.brine.master.MasterDaemon} is the parts list and the place to start; {@link io.brine.master.RequestRouter}
 * is the list of what a master can be asked. Runners and wheels, the functions that run on the master itself, are in the
 * sub-packages and need no daemon: the command line calls them in its own process.
 */
package io.brine.master;
