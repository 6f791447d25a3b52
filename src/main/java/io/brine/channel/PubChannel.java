package io.brine.channel;

import io.brine.channel.Publication.Dropped;
import io.brine.channel.Publication.Reason;
import io.brine.crypt.CryptException;
import io.brine.wire.MinionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A minion's end of 4505 without its socket: checks signature, opens, checks the serial. What does not open makes one new
 * sign-in and is then tried again. A signature that is there is always checked; after the first one from a session, every
 * publish must have one. Thread-safe. Source: 3008.0 channel/client.py AsyncPubChannel; minion.py _handle_payload.
 */
public final class PubChannel {
    /** While the same keys keep failing, sign-ins because of publishes are this far apart. */
    private static final Duration RENEWAL_PAUSE = Duration.ofSeconds(10);

    private final Credentials credentials;
    private final PublicationOpener opener;
    private final Clock clock;
    private Session lastFailed;
    private Instant nextRenewal = Instant.MIN;

    /** @param requiresSignature option {@code sign_pub_messages} of the minion */
    public PubChannel(Credentials credentials, MinionId id, boolean requiresSignature, Clock clock) {
        this.credentials = credentials;
        this.opener = new PublicationOpener(id, requiresSignature);
        this.clock = clock;
    }

    /** What to subscribe to with {@code zmq_filtering}; without it, everything. */
    public List<byte[]> topics() {
        return opener.topics();
    }

    /**
     * What these frames are. Completes at once unless a sign-in is needed; never fails: a sign-in that fails makes it
     * {@link Reason#NOT_OPENED}. To keep the order of jobs, give the next message after this one is complete.
     */
    public CompletableFuture<Publication> receive(List<byte[]> frames) {
        Session session = credentials.current().orElse(null);
        if (session != null) {
            try {
                return CompletableFuture.completedFuture(opener.open(session, frames));
            } catch (CryptException stale) {
                if (!mayRenew(session)) {
                    return CompletableFuture.completedFuture(new Dropped(Reason.NOT_OPENED, "signed in a moment ago"));
                }
            }
        }
        return (session == null ? credentials.session() : credentials.renew(session))
                .thenApply(renewed -> openedOrDropped(renewed, frames))
                .exceptionally(failure -> new Dropped(Reason.NOT_OPENED, "no new session"));
    }

    private Publication openedOrDropped(Session session, List<byte[]> frames) {
        try {
            return opener.open(session, frames);
        } catch (CryptException stillStale) {
            return new Dropped(Reason.NOT_OPENED, stillStale.getMessage());
        }
    }

    private synchronized boolean mayRenew(Session session) {
        Instant now = clock.instant();
        if (session == lastFailed && now.isBefore(nextRenewal)) {
            return false;
        }
        lastFailed = session;
        nextRenewal = now.plus(RENEWAL_PAUSE);
        return true;
    }
}
