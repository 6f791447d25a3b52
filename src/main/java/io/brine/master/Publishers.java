package io.brine.master;

/** The two ways to publish what has been allowed: at once, or to some after the others. */
record Publishers(JobPublisher jobs, Batches batches) {}
