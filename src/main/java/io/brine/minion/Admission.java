package io.brine.minion;

import io.brine.channel.Credentials;
import io.brine.channel.SignInResult;
import io.brine.channel.SignInResult.Distrust;
import io.brine.config.MinionAuthConfig;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seeks to be accepted by one master, with Salt's patience (PROTOCOL 4.5). Source: 3006.0 salt/crypt.py AsyncAuth
 *
 * <pre>
 * accepted                     done
 * pending                      ask again after acceptance_wait_time, which doubles up to acceptance_wait_time_max
 * refused                      with rejected_retry as pending; else wait 10 to 20 s and give up: exit code 77
 * another master_finger        give up: exit code 42
 * no answer, "full", distrust  the attempt failed: ask again after acceptance_wait_time
 * </pre>
 */
final class Admission {
    private static final Logger log = LoggerFactory.getLogger(Admission.class);

    /** How it ended. */
    enum Verdict {
        ACCEPTED,
        /** Not accepted in this attempt. */
        FAILED,
        /** The master does not want us. */
        REFUSED,
        /** This is not the master we were told to look for. */
        WRONG_MASTER
    }

    private enum Step {
        ACCEPTED,
        PENDING,
        REFUSED,
        FAILED,
        WRONG_MASTER
    }

    private final String master;
    private final Credentials credentials;
    private final MinionAuthConfig config;
    private final MinionListener listener;
    private boolean wasPending;
    private String lastReason = "";

    Admission(String master, Credentials credentials, MinionAuthConfig config, MinionListener listener) {
        this.master = master;
        this.credentials = credentials;
        this.config = config;
        this.listener = listener;
    }

    /** Comes back when we are accepted, or shall give up. */
    Verdict seek() throws InterruptedException {
        double wait = config.acceptanceWaitSeconds();
        while (true) {
            Step step = attempt();
            if (step != Step.PENDING && step != Step.FAILED) {
                return verdict(step);
            }
            log.debug("Waiting {} seconds before the next attempt at master {}", wait, master);
            pause(wait);
            wait = grown(wait);
        }
    }

    /** As {@link #seek()}, but an attempt that fails is the end of it: there are other masters to try. */
    Verdict seekOnce() throws InterruptedException {
        double wait = config.acceptanceWaitSeconds();
        Step step = attempt();
        while (step == Step.PENDING) {
            pause(wait);
            wait = grown(wait);
            step = attempt();
        }
        return verdict(step);
    }

    private static Verdict verdict(Step step) {
        return Verdict.valueOf(step.name());
    }

    private double grown(double wait) {
        double max = config.acceptanceWaitMaxSeconds();
        return max > 0 && wait < max ? wait + wait : wait;
    }

    private static void pause(double seconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep((long) (seconds * 1000));
    }

    private Step attempt() throws InterruptedException {
        for (int sent = 1; ; sent++) {
            try {
                return step(credentials.signIn().get());
            } catch (ExecutionException failed) {
                if (sent >= Math.max(1, config.tries()) || !(failed.getCause() instanceof TimeoutException)) {
                    return failed(reason(failed.getCause()));
                }
            }
        }
    }

    private static String reason(Throwable cause) {
        return cause instanceof TimeoutException ? "it does not answer" : String.valueOf(cause.getMessage());
    }

    private Step failed(String reason) {
        if (reason.equals(lastReason)) {
            log.debug("Sign-in attempt at the master {} failed again: {}", master, reason);
        } else {
            log.error(
                    "Sign-in attempt at the master {} failed: {}; asking again every {} seconds",
                    master,
                    reason,
                    config.acceptanceWaitSeconds());
        }
        lastReason = reason;
        listener.onSignInFailed(master, reason);
        return Step.FAILED;
    }

    private Step step(SignInResult result) throws InterruptedException {
        if (result instanceof SignInResult.Accepted) {
            wasPending = false;
            lastReason = "";
            log.info("Authentication with master at {} successful!", master);
            listener.onSignedIn(master);
            return Step.ACCEPTED;
        }
        if (result instanceof SignInResult.Pending) {
            return pending();
        }
        if (result instanceof SignInResult.Refused) {
            return refused();
        }
        if (result instanceof SignInResult.Full) {
            return failed("it has as many minions as it may have");
        }
        if (result instanceof SignInResult.Untrusted untrusted) {
            return distrusted(untrusted);
        }
        if (result instanceof SignInResult.UnsupportedAlgorithm unsupported) {
            return failed("it answers " + unsupported.answer());
        }
        return failed(((SignInResult.Unusable) result).answer());
    }

    /** Said once; it may be days until somebody accepts. */
    private Step pending() {
        if (!wasPending) {
            log.error(
                    "The Salt Master {} has cached the public key for this node. This salt minion will ask every {} seconds"
                            + " until it is accepted there.",
                    master,
                    config.acceptanceWaitSeconds());
        }
        wasPending = true;
        listener.onKeyPending(master);
        return Step.PENDING;
    }

    private Step refused() throws InterruptedException {
        listener.onKeyRefused(master);
        if (config.rejectedRetry()) {
            log.error("The Salt Master {} has rejected this minion's public key; rejected_retry is on", master);
            return Step.PENDING;
        }
        log.error(
                "The Salt Master {} has rejected this minion's public key!"
                        + " To repair this, delete the public key for this minion on the Salt Master.",
                master);
        pause(ThreadLocalRandom.current().nextDouble(10, 20));
        return Step.REFUSED;
    }

    private Step distrusted(SignInResult.Untrusted untrusted) {
        if (untrusted.reason() == Distrust.FINGER_MISMATCH) {
            log.error(
                    "The specified fingerprint in the master configuration file does not match the authenticating"
                            + " master's key: {}. Verify that master_finger is right and that the master was not replaced.",
                    untrusted.detail());
            return Step.WRONG_MASTER;
        }
        if (untrusted.reason() == Distrust.MASTER_KEY_CHANGED && lastReason.isEmpty()) {
            log.error("The master key has changed, the salt master could have been subverted, verify salt master's"
                    + " public key");
        }
        return failed(untrusted.reason() + ": " + untrusted.detail());
    }
}
