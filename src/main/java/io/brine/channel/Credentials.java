package io.brine.channel;

import io.brine.transport.RequestClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A minion's session with one master, and the sign-ins that renew it. However many need a new session at once, one
 * {@code _auth} is sent and all wait for it. Thread-safe.
 */
public final class Credentials {
    private final SignIn signIn;
    private final RequestClient client;
    private final Executor executor;
    private final Duration timeout;
    private volatile Session session;
    private CompletableFuture<SignInResult> running;

    /**
     * @param executor where answers are judged: that takes RSA, which an event loop must not do
     * @param timeout option {@code auth_timeout}
     */
    public Credentials(SignIn signIn, RequestClient client, Executor executor, Duration timeout) {
        this.signIn = signIn;
        this.client = client;
        this.executor = executor;
        this.timeout = timeout;
    }

    public Optional<Session> current() {
        return Optional.ofNullable(session);
    }

    /**
     * One attempt to sign in, or the one that is under way. A session that is had is kept until a new one is accepted.
     * Fails with {@link java.util.concurrent.TimeoutException} if the master does not answer.
     */
    public synchronized CompletableFuture<SignInResult> signIn() {
        if (running == null) {
            CompletableFuture<SignInResult> attempt =
                    CompletableFuture.supplyAsync(signIn::begin, executor).thenCompose(this::ask);
            running = attempt;
            attempt.whenComplete((result, failure) -> finished(attempt));
            return attempt.copy();
        }
        return running.copy();
    }

    private CompletableFuture<SignInResult> ask(SignIn.Attempt attempt) {
        return client.ask(attempt.body(), timeout)
                .thenApplyAsync(reply -> taken(signIn.judge(attempt, reply)), executor);
    }

    private SignInResult taken(SignInResult result) {
        if (!(result instanceof SignInResult.Accepted accepted)) {
            return result;
        }
        Session old = session;
        session = old == null ? accepted.session() : accepted.session().succeeding(old);
        return new SignInResult.Accepted(session, accepted.firstMeeting());
    }

    private synchronized void finished(CompletableFuture<SignInResult> attempt) {
        if (running == attempt) {
            running = null;
        }
    }

    /** The session there is, or one attempt to get it; fails with {@link SignInException} if the master does not accept. */
    public CompletableFuture<Session> session() {
        Session had = session;
        return had != null ? CompletableFuture.completedFuture(had) : signIn().thenApply(Credentials::accepted);
    }

    /** A session newer than {@code stale}: the one there is if somebody else has renewed it, or one attempt. */
    public CompletableFuture<Session> renew(Session stale) {
        Session had = session;
        return had != null && had != stale
                ? CompletableFuture.completedFuture(had)
                : signIn().thenApply(Credentials::accepted);
    }

    /** The session is of no use any more, such as after a change of masters. */
    public void forget() {
        session = null;
    }

    private static Session accepted(SignInResult result) {
        if (result instanceof SignInResult.Accepted accepted) {
            return accepted.session();
        }
        throw new SignInException(result);
    }
}
