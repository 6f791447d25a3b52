package io.brine.keys;

import java.util.Optional;

/** What the master thinks of a minion's key; each state is a directory in pki_dir. In the order in which Salt lists them. */
public enum KeyState {
    ACCEPTED("minions"),
    PENDING("minions_pre"),
    REJECTED("minions_rejected"),
    DENIED("minions_denied");

    private final String directory;

    KeyState(String directory) {
        this.directory = directory;
    }

    /** {@code minions}, {@code minions_pre}, {@code minions_rejected} or {@code minions_denied}. */
    public String directory() {
        return directory;
    }

    public static Optional<KeyState> ofDirectory(String directory) {
        for (KeyState state : values()) {
            if (state.directory.equals(directory)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** What {@code salt-key -l} and {@code key.list} take: acc..., pre... or un..., rej..., den.... Source: 3006.0 salt/key.py list_status. */
    public static Optional<KeyState> ofListWord(String word) {
        if (word.startsWith("acc")) {
            return Optional.of(ACCEPTED);
        }
        if (word.startsWith("pre") || word.startsWith("un")) {
            return Optional.of(PENDING);
        }
        if (word.startsWith("rej")) {
            return Optional.of(REJECTED);
        }
        return word.startsWith("den") ? Optional.of(DENIED) : Optional.empty();
    }
}
