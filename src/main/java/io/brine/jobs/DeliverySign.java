package io.brine.jobs;

/** What the master notices about one job and one minion it is meant for. */
public enum DeliverySign {
    /** All of it has been handed to the minion's socket. */
    WRITTEN,
    /** The connection broke, or its queue was full. */
    LOST,
    /** {@code saltutil.find_job} found it. */
    FOUND,
    /** Its return is durable. */
    RETURNED,
    /** A return came that is not taken: a second one, or one without the signature it needs. */
    REFUSED,
    /** The master stops waiting. */
    EXPIRED
}
