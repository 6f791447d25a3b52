package io.brine.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes to seeds as a fuzzer without coverage makes them; the same for the same random. */
final class Mutations {
    private static final int LONGEST = 8192;
    /** First bytes of MessagePack values with lengths, ZMTP flags, ends of lines and quotes. */
    private static final byte[] TELLING = {
        0,
        1,
        2,
        4,
        6,
        10,
        32,
        34,
        39,
        40,
        41,
        42,
        58,
        64,
        92,
        127,
        (byte) 0x80,
        (byte) 0x91,
        (byte) 0xa1,
        (byte) 0xc0,
        (byte) 0xc1,
        (byte) 0xc4,
        (byte) 0xc6,
        (byte) 0xc7,
        (byte) 0xc9,
        (byte) 0xcb,
        (byte) 0xcf,
        (byte) 0xd3,
        (byte) 0xd9,
        (byte) 0xdb,
        (byte) 0xdc,
        (byte) 0xdd,
        (byte) 0xde,
        (byte) 0xdf,
        (byte) 0xff
    };

    private final List<byte[]> seeds;
    private final Random random;

    Mutations(List<byte[]> seeds, Random random) {
        this.seeds = seeds;
        this.random = random;
    }

    byte[] next() {
        byte[] input = seed().clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            input = changed(input);
        }
        return input.length <= LONGEST ? input : Arrays.copyOf(input, LONGEST);
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int end = Math.min(input.length, at + 1 + random.nextInt(16));
        return switch (random.nextInt(7)) {
            case 0 -> with(input, at, (byte) (1 << random.nextInt(8)), true);
            case 1 -> with(input, at, TELLING[random.nextInt(TELLING.length)], false);
            case 2 -> joined(input, 0, at, input, end, input.length);
            case 3 -> joined(input, 0, end, input, at, input.length);
            case 4 -> inserted(input, at, TELLING[random.nextInt(TELLING.length)]);
            case 5 -> Arrays.copyOf(input, at);
            default -> spliced(input, at);
        };
    }

    private static byte[] with(byte[] input, int at, byte value, boolean flips) {
        if (at < input.length) {
            input[at] = flips ? (byte) (input[at] ^ value) : value;
        }
        return input;
    }

    private byte[] spliced(byte[] input, int at) {
        byte[] other = seed();
        int from = random.nextInt(other.length + 1);
        return joined(input, 0, at, other, from, other.length);
    }

    private static byte[] inserted(byte[] input, int at, byte value) {
        byte[] head = joined(input, 0, at, new byte[] {value}, 0, 1);
        return joined(head, 0, head.length, input, at, input.length);
    }

    private static byte[] joined(byte[] one, int from, int to, byte[] two, int start, int end) {
        byte[] all = Arrays.copyOf(Arrays.copyOfRange(one, from, to), to - from + end - start);
        System.arraycopy(two, start, all, to - from, end - start);
        return all;
    }
}
