package io.brine.fuzz;

import io.brine.transport.zmtp.ZmtpBytes;
import java.util.ArrayList;
import java.util.List;

/** Bytes of a stranger on a ROUTER's socket: the first says where the reads are cut. */
final class ZmtpTarget implements FuzzTarget {
    private static final byte[] EMPTY = {};

    @Override
    public void run(byte[] input) {
        if (input.length > 0) {
            byte[] rest = java.util.Arrays.copyOfRange(input, 1, input.length);
            ZmtpBytes.read(rest, input[0] & 0xff);
        }
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (byte[] frame : Seeds.frames()) {
            byte[] talk = ZmtpBytes.conversation("REQ", List.of(List.of(EMPTY, frame), List.of(EMPTY, frame)));
            byte[] seed = new byte[talk.length + 1];
            seed[0] = 64;
            System.arraycopy(talk, 0, seed, 1, talk.length);
            seeds.add(seed);
        }
        return seeds;
    }
}
