package io.brine.fuzz;

import java.util.List;

/** Something that is given hostile bytes. Whatever it throws, and what takes a second, is a finding. */
interface FuzzTarget {
    void run(byte[] input);

    List<byte[]> seeds();

    /** How many changed seeds the suite tries. */
    default int changes() {
        return 400;
    }
}
