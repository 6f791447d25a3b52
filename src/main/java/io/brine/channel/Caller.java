package io.brine.channel;

import io.brine.crypt.EncryptionAlgorithm;
import io.brine.crypt.SigningAlgorithm;
import io.brine.transport.Connection;
import io.brine.wire.MinionId;
import java.util.Optional;

/**
 * Who asks, as far as the channel has proven it.
 *
 * @param version request protocol version, 0 when the peer named none
 * @param minion the minion whose token was verified against its accepted key; empty for clear requests and unproven ones
 * @param encryption what the peer wants for RSA encryption
 * @param signing what the peer wants for signatures
 */
public record Caller(
        Connection connection,
        int version,
        Optional<MinionId> minion,
        EncryptionAlgorithm encryption,
        SigningAlgorithm signing) {}
