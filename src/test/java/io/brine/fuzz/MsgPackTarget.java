package io.brine.fuzz;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import java.util.Arrays;
import java.util.List;

/** MessagePack in both of Salt's dialects; what was read can be written and read again. */
final class MsgPackTarget implements FuzzTarget {
    @Override
    public void run(byte[] input) {
        try {
            byte[] packed = MsgPack.packWire(MsgPack.unpackWire(input));
            if (!Arrays.equals(packed, MsgPack.packWire(MsgPack.unpackWire(packed)))) {
                throw new AssertionError("another tree after a round trip");
            }
        } catch (DataException refused) {
            // the named refusal
        }
        try {
            MsgPack.packLocal(MsgPack.unpackLocal(input));
        } catch (DataException refused) {
            // the named refusal
        }
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new java.util.ArrayList<>(Seeds.frames());
        seeds.addAll(Seeds.loads());
        return seeds;
    }
}
