package io.brine.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a command asks a master and how long it waits.
 * @param timeoutSeconds {@code timeout}, 5: until the first question whether a job still runs
 * @param gatherJobTimeoutSeconds {@code gather_job_timeout}, 10: for the answer to that question
 * @param showTimeout {@code show_timeout}, true
 * @param showJid {@code show_jid}
 * @param tokenFile where {@code -T} keeps a token; only for commands
 * @param token the stored token, if it has not expired; only for commands
 */
public record ClientConfig(
        double timeoutSeconds,
        double gatherJobTimeoutSeconds,
        boolean showTimeout,
        boolean showJid,
        Optional<Path> tokenFile,
        Optional<String> token) {

    static ClientConfig from(Options options) {
        return new ClientConfig(
                options.number("timeout"),
                options.number("gather_job_timeout"),
                options.flag("show_timeout"),
                options.flag("show_jid"),
                options.maybePath("token_file"),
                options.maybeText("token"));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ClientConfig[timeoutSeconds=" + timeoutSeconds + "]";
    }
}
