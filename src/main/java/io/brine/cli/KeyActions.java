package io.brine.cli;

import java.util.List;
import java.util.Map;

/** What {@code salt-key} does to keys; in the files of this host or through a master's wheel functions. Maps are by directory name. */
interface KeyActions {
    /** {@code {minions: [id...], ...}} of one state, or of all of them. @param word as after {@code --list} */
    Map<String, Object> list(String word);

    /** {@code {minions_pre: [id...]}} of what the glob matches. */
    Map<String, List<String>> matching(String glob);

    /** {@code {minions: {id: fingerprint}}}. */
    Map<String, Object> fingers(String glob);

    /** {@code {minions: {id: text}}}. */
    Map<String, Object> texts(String glob);

    /** Accepts, rejects or deletes. @return ids that are where they were sent, and who could not be accepted */
    Done act(String command, Map<String, List<String>> matches, boolean includeOther, boolean includeDenied);

    /** @param invalid ids whose files hold no key */
    record Done(List<String> ids, List<String> invalid) {}
}
