package io.brine.modules.execution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The environment a user finds after logging in, asked of a login shell. */
final class LoginEnvironment {
    private static final Logger log = LoggerFactory.getLogger(LoginEnvironment.class);
    private static final long TIMEOUT_SECONDS = 10;

    private LoginEnvironment() {}

    /** Empty if the login shell does not tell. */
    static Map<String, String> of(Account account, String shell) {
        String marker = "<<<" + UUID.randomUUID() + ">>>";
        String script = "printf %s '" + marker + "'; env -0; printf %s '" + marker + "'";
        try {
            Process process = new ProcessBuilder(List.of("su", "-s", shell, "-", account.name(), "-c", script))
                    .redirectInput(new java.io.File("/dev/null"))
                    .start();
            ProcessOutput output = new ProcessOutput(process);
            if (!output.await(TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS))) {
                process.destroyForcibly();
                log.error("Environment could not be retrieved for user '{}': it took too long", account.name());
            }
            return variables(new String(output.stdout(), StandardCharsets.UTF_8).split(marker, -1));
        } catch (IOException e) {
            log.error("Environment could not be retrieved for user '{}': {}", account.name(), e.getMessage());
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    /** Between the markers stand the variables; what a profile script prints stands outside. */
    private static Map<String, String> variables(String[] parts) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (parts.length == 3) {
            for (String variable : parts[1].split("\0")) {
                int equals = variable.indexOf('=');
                if (equals > 0) {
                    variables.put(variable.substring(0, equals), variable.substring(equals + 1));
                }
            }
        }
        variables.remove("_");
        return variables;
    }
}
