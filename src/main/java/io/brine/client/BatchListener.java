package io.brine.client;

import java.util.List;

/** Told what a batch does, in the order it happens, on the thread that runs it. */
public interface BatchListener {
    /** The minion is expected by the target but did not answer {@code test.ping}; nothing is sent to it. */
    void onDown(String minion);

    /** The job is about to be published to these, sorted. */
    void onSend(List<String> minions);

    void onReturn(MinionReturn answer);

    /** The minion was sent the job and never returned. */
    void onSilent(String minion);

    /** A failed return stopped the batch; these were not asked any more. */
    void onFailhard(MinionReturn failed, List<String> notAsked);
}
