package io.brine.minion;

import io.brine.channel.MasterRefusedException;
import io.brine.channel.NonceException;
import io.brine.channel.ReqChannel;
import io.brine.channel.SignInException;
import io.brine.config.ReconnectConfig;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.MasterLink;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to one master, each tried {@code request_channel_tries} times for {@code request_channel_timeout} seconds. */
final class MasterRequests implements MasterLink {
    private static final Logger log = LoggerFactory.getLogger(MasterRequests.class);

    private final String master;
    private final String id;
    private final ReqChannel channel;
    private final ReconnectConfig config;
    private final BooleanSupplier connected;
    private final Runnable onSessionLost;

    /** @param onSessionLost called when the master does not accept us any more */
    MasterRequests(MasterEndpoints endpoints, ReqChannel channel, BooleanSupplier connected, Runnable onSessionLost) {
        this.master = endpoints.address().toString();
        this.id = endpoints.config().id().value();
        this.channel = channel;
        this.config = endpoints.config().reconnect();
        this.connected = connected;
        this.onSessionLost = onSessionLost;
    }

    @Override
    public Object request(Map<String, Object> load) {
        return tried(() -> channel.ask(load, timeout()));
    }

    /** Sends one return; nothing is thrown, the receipt says what became of it. */
    Receipt deliver(Map<String, Object> load) {
        try {
            return Receipt.of(request(load));
        } catch (CommandExecutionException failed) {
            boolean answered = failed.getCause() instanceof MasterRefusedException;
            return new Receipt(answered ? Receipt.Kind.FAILED : Receipt.Kind.UNANSWERED, failed.getMessage());
        }
    }

    /** The opened pillar for a {@code _pillar} load. */
    Map<String, Object> pillar(Map<String, Object> load) {
        return tried(() -> channel.askPillar(load, timeout()));
    }

    /** {@code _minion_event} of one event: id, cmd, pretag, data, tag. Source: 3006.0 salt/minion.py _fire_master */
    @Override
    public boolean fireEvent(String tag, Map<String, Object> data) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("id", id);
        load.put("cmd", "_minion_event");
        load.put("pretag", null);
        load.put("data", data);
        load.put("tag", tag);
        return fire(load);
    }

    /** False if it did not reach the master. */
    boolean fire(Map<String, Object> load) {
        try {
            request(load);
            return true;
        } catch (CommandExecutionException failed) {
            log.info("fire_master failed: {}", failed.getMessage());
            return false;
        }
    }

    @Override
    public boolean isConnected() {
        return connected.getAsBoolean();
    }

    private Duration timeout() {
        return Duration.ofMillis((long) (config.requestTimeoutSeconds() * 1000));
    }

    private <T> T tried(Supplier<CompletableFuture<T>> request) {
        int tries = Math.max(1, config.requestTries());
        for (int attempt = 1; ; attempt++) {
            try {
                return request.get().get();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                throw new CommandExecutionException("interrupted while master " + master + " was asked");
            } catch (ExecutionException failed) {
                Throwable cause = cause(failed);
                if (attempt >= tries || !isWorthAnotherTry(cause)) {
                    throw failure(cause);
                }
            }
        }
    }

    private CommandExecutionException failure(Throwable cause) {
        CommandExecutionException failure = new CommandExecutionException(describe(cause));
        failure.initCause(cause);
        return failure;
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private boolean isWorthAnotherTry(Throwable cause) {
        if (cause instanceof SignInException) {
            onSessionLost.run();
            return false;
        }
        return cause instanceof TimeoutException || cause instanceof NonceException;
    }

    private String describe(Throwable cause) {
        return cause instanceof TimeoutException
                ? "Message timed out: master " + master + " did not answer"
                : "Request to master " + master + " failed: " + cause.getMessage();
    }
}
