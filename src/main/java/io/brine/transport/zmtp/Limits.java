package io.brine.transport.zmtp;

/**
 * How much one peer may make us hold.
 *
 * @param maxMessageBytes all frames of one message together; 0 is unbounded
 * @param maxFrames frames of one message
 * @param maxCommandBytes body of one command frame, READY included
 * @param maxSubscriptions prefixes one peer may subscribe to
 * @param maxSubscriptionBytes those prefixes together
 * @param maxUnanswered messages of one peer that wait for an answer (request server) or for the application
 *     (RCVHWM) before it is not read from any more; 0 is unbounded
 */
record Limits(
        long maxMessageBytes,
        int maxFrames,
        int maxCommandBytes,
        int maxSubscriptions,
        int maxSubscriptionBytes,
        int maxUnanswered) {
    private static final int MAX_FRAMES = 1024;
    private static final int MAX_COMMAND_BYTES = 64 * 1024;
    private static final int MAX_SUBSCRIPTIONS = 10_000;
    private static final int MAX_SUBSCRIPTION_BYTES = 1024 * 1024;

    static Limits of(long maxMessageBytes, int maxUnanswered) {
        return new Limits(
                maxMessageBytes,
                MAX_FRAMES,
                MAX_COMMAND_BYTES,
                MAX_SUBSCRIPTIONS,
                MAX_SUBSCRIPTION_BYTES,
                maxUnanswered);
    }
}
