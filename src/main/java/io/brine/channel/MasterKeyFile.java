package io.brine.channel;

import java.util.Optional;

/** Where a minion keeps what it knows of its master's keys: files in its pki directory. Texts are PEM, as received. */
public interface MasterKeyFile {
    /** {@code minion_master.pub}; empty before the first meeting. */
    Optional<String> read();

    /** Replaces {@code minion_master.pub}. */
    void write(String pem);

    /** {@code master_sign.pub}: who may vouch for a master's key; empty if there is none. */
    Optional<String> signingKey();
}
