/**
 * What was asked, of whom, and what came back.
 *
 * <p>{@link io.brine.jobs.JobBook} is the truth, in an embedded database: a job is published and a return acknowledged only
 * after it is durable there. {@link io.brine.jobs.JobFiles} is the same in the layout Salt's own tools read from disk; it
 * follows the book. {@link io.brine.jobs.JobListing} puts a job into the words of {@code salt-run jobs.list_jobs}.
 *
 * <p>{@link io.brine.jobs.Batch} says how a job goes to some minions after the others, {@link io.brine.jobs.BatchBook} keeps it.
 *
 * <p>This room publishes nothing and decides nothing about people. Start reading at {@link io.brine.jobs.JobBook}.
 */
package io.brine.jobs;
