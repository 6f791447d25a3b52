/**
 * Who is meant: one grammar and one matcher for both ends. A minion knows itself and answers yes or no; a master knows a
 * minion only by its id and what is cached of it, and may have to answer that it does not know.
 *
 * <p>Start reading at {@link io.brine.target.Target} and {@link io.brine.target.MinionFacts};
 * {@link io.brine.target.ExpectedMinions} is the master's question over all its minions. This room reads no file and
 * knows no job.
 */
package io.brine.target;
