package io.brine.fuzz;

import io.brine.channel.Envelope;
import io.brine.channel.NonceException;
import io.brine.crypt.CryptException;
import io.brine.crypt.Crypticle;
import io.brine.data.DataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What is inside a Crypticle, written by somebody who has its key; and the same bytes taken for a Crypticle. */
final class PlaintextTarget implements FuzzTarget {
    private static final byte[] MARK = "pickle::".getBytes(StandardCharsets.US_ASCII);
    private static final String NONCE = "0123456789abcdef0123456789abcdef";

    private final Crypticle key = Crypticle.generate();

    @Override
    public void run(byte[] input) {
        byte[] sealed = key.seal(input);
        try {
            Envelope.open(key, sealed);
        } catch (DataException refused) {
            // the named refusal
        }
        try {
            Envelope.openReply(key, sealed, NONCE);
        } catch (DataException | NonceException refused) {
            // the named refusals
        }
        try {
            key.open(input);
        } catch (CryptException refused) {
            // the named refusal
        }
    }

    @Override
    public List<byte[]> seeds() {
        return Seeds.loads().stream().map(PlaintextTarget::marked).toList();
    }

    private static byte[] marked(byte[] load) {
        byte[] seed = Arrays.copyOf(MARK, MARK.length + load.length);
        System.arraycopy(load, 0, seed, MARK.length, load.length);
        return seed;
    }
}
