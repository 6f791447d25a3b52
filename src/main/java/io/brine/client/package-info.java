/**
 * Asking a master to do something and collecting the answers: jobs for minions, runners and wheel functions. It works
 * against any master of Salt's protocol, ours or Python's, on the host whose configuration it is given.
 *
 * <p>Start reading at {@link io.brine.client.LocalClient}; the decisions about waiting are in {@code Gathering}, those about
 * batches in {@link io.brine.client.BatchRun}. A process that asks often shares its connections between its clients by a
 * {@link io.brine.client.MasterLine}. This room prints nothing and knows no option of a command line.
 */
package io.brine.client;
