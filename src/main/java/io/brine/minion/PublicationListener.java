package io.brine.minion;

import io.brine.channel.PubChannel;
import io.brine.channel.Publication;
import io.brine.target.Match;
import io.brine.target.TargetExpression;
import io.brine.wire.PublishLoad;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about each publication of one master whether it is a job for us, and has it run. Never throws: what cannot be used
 * is counted by its reason and dropped. Source: 3006.0 salt/minion.py Minion._handle_payload, _target_load
 */
final class PublicationListener {
    private static final Logger log = LoggerFactory.getLogger(PublicationListener.class);

    /** What the connection does with the outcome. */
    interface Jobs {
        void start(PublishLoad load);

        /** What came does not open: our session may be over. */
        void doubtSession();
    }

    private final String master;
    private final PubChannel channel;
    private final Self self;
    private final JidQueue jids;
    private final MinionListener listener;
    private final Jobs jobs;

    PublicationListener(String master, PubChannel channel, Self self, MinionParts parts, Jobs jobs) {
        this.master = master;
        this.channel = channel;
        this.self = self;
        this.jids = parts.jids();
        this.listener = parts.listener();
        this.jobs = jobs;
    }

    /** One message of the SUB socket. May wait for a new sign-in, so that jobs stay in their order. */
    void take(List<byte[]> frames) throws InterruptedException {
        try {
            Publication publication = channel.receive(frames).get();
            if (publication instanceof Publication.Job job) {
                consider(job.load());
            } else {
                refuse((Publication.Dropped) publication);
            }
        } catch (ExecutionException | RuntimeException | Error broken) {
            log.warn("A publication of master {} was refused: {}", master, broken.toString());
            listener.onPublicationMalformed(master, broken.toString());
        }
    }

    private void refuse(Publication.Dropped dropped) {
        switch (dropped.reason()) {
            case OTHER_TOPIC -> listener.onPublicationForOthers("");
            case MALFORMED, NOT_A_JOB -> {
                log.warn("A publication of master {} is no job: {}", master, dropped.detail());
                listener.onPublicationMalformed(master, dropped.detail());
            }
            default -> {
                log.warn("A publication of master {} was refused: {} {}", master, dropped.reason(), dropped.detail());
                listener.onPublicationUnopenable(master, dropped.reason() + " " + dropped.detail());
            }
        }
        if (dropped.reason() == Publication.Reason.NOT_OPENED) {
            jobs.doubtSession();
        }
    }

    private void consider(PublishLoad load) {
        String jid = load.jid().value();
        if (!load.funs().stream().allMatch(String.class::isInstance)) {
            log.warn("Job {} of master {} was refused: a function is no text", jid, master);
            listener.onPublicationMalformed(master, "a function is no text");
            return;
        }
        TargetExpression target = new TargetExpression(load.tgt(), load.tgtType(), load.delimiter());
        if (target.onMinion(Map.of()).match(self) != Match.YES) {
            listener.onPublicationForOthers(jid);
            return;
        }
        log.info(
                "User {} Executing command {} with jid {}",
                load.user().orElse("?"),
                load.fields().get("fun"),
                jid);
        if (!jids.isNew(jid)) {
            log.debug("Job {} was seen before", jid);
            listener.onJidRepeated(jid);
            return;
        }
        jobs.start(load);
    }
}
