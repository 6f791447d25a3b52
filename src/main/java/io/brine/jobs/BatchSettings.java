package io.brine.jobs;

import io.brine.target.BatchSize;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a batch is to go.
 *
 * @param size minions busy at once
 * @param waitMillis {@code batch_wait}: before the place of a minion that has finished is given away
 * @param failhard stop at the first failure
 * @param maxFailures {@code batch_max_failures}: stop at so many failures, or percent of the minions
 * @param canary {@code batch_canary}: so many, or percent of the minions, go first, and all of them must succeed
 * @param timeoutMillis until a minion that is silent is asked whether it still works
 * @param gatherMillis for its answer
 */
public record BatchSettings(
        BatchSize size,
        long waitMillis,
        boolean failhard,
        Optional<BatchSize> maxFailures,
        Optional<BatchSize> canary,
        long timeoutMillis,
        long gatherMillis) {

    /**
     * As a publish says it: {@code {batch, [batch_wait], [failhard], [batch_max_failures], [batch_canary], [timeout],
     * [gather_job_timeout]}}, times in seconds. @throws IllegalArgumentException naming what cannot be understood
     */
    public static BatchSettings of(Map<String, Object> kwargs, double timeoutSeconds, double gatherSeconds) {
        return new BatchSettings(
                BatchSize.parse(String.valueOf(kwargs.get("batch"))),
                millis(kwargs, "batch_wait", 0),
                Boolean.TRUE.equals(kwargs.get("failhard")),
                amount(kwargs, "batch_max_failures"),
                amount(kwargs, "batch_canary"),
                millis(kwargs, "timeout", timeoutSeconds),
                millis(kwargs, "gather_job_timeout", gatherSeconds));
    }

    private static Optional<BatchSize> amount(Map<String, Object> kwargs, String key) {
        return Optional.ofNullable(kwargs.get(key)).map(String::valueOf).map(BatchSize::parse);
    }

    private static long millis(Map<String, Object> kwargs, String key, double otherwise) {
        Object value = kwargs.get(key);
        if (value != null && !(value instanceof Number)) {
            throw new IllegalArgumentException(key + " is no number of seconds: " + value);
        }
        double seconds = value == null ? otherwise : ((Number) value).doubleValue();
        return Math.max(0, (long) (seconds * 1000));
    }

    /** What {@link #of} reads. */
    Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("batch", size.toString());
        tree.put("batch_wait", waitMillis / 1000.0);
        tree.put("failhard", failhard);
        maxFailures.ifPresent(amount -> tree.put("batch_max_failures", amount.toString()));
        canary.ifPresent(amount -> tree.put("batch_canary", amount.toString()));
        tree.put("timeout", timeoutMillis / 1000.0);
        tree.put("gather_job_timeout", gatherMillis / 1000.0);
        return tree;
    }
}
