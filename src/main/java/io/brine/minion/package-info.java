/**
 * The minion daemon: stay signed in, listen, run, return.
 *
 * <p>Start reading at {@link io.brine.minion.MinionDaemon}, whose constructor is the list of the parts. {@code Masters} decides
 * which masters are held; each has a {@code MasterConnection}: {@code Admission} signs in, {@code Subscription} brings
 * publications, {@code MasterRequests} asks. A job travels {@code PublicationListener} → {@code JobRunner} →
 * {@code ReturnSender}. {@link io.brine.minion.SaltCall} is the same minion for one call. What a function does is not known
 * here, nor how frames are sealed.
 */
package io.brine.minion;
