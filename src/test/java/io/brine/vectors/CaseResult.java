package io.brine.vectors;

import java.util.Optional;

/** @param difference what was expected and what came instead; empty if the case passed */
public record CaseResult(String id, Optional<String> difference) {
    public static CaseResult passed(String id) {
        return new CaseResult(id, Optional.empty());
    }

    public static CaseResult failed(String id, String difference) {
        return new CaseResult(id, Optional.of(difference));
    }

    public boolean isPassed() {
        return difference.isEmpty();
    }

    /** Runs one case: an exception, an {@link AssertionError} too, is a difference. */
    public static CaseResult of(String id, Check check) {
        try {
            return new CaseResult(id, check.difference());
        } catch (Exception | AssertionError | StackOverflowError broken) {
            StackTraceElement[] trace = broken.getStackTrace();
            return failed(id, broken + (trace.length == 0 ? "" : " at " + trace[0]));
        }
    }

    /** The difference of one case, if there is one. */
    @FunctionalInterface
    public interface Check {
        Optional<String> difference() throws Exception;
    }
}
