package io.brine.data;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One message in pieces that follow each other, each backed by an array. Long bytes of the tree are pieces as they are, so nobody
 * may write into them: that saves a copy of each piece of a file.
 *
 * @param length bytes of all pieces
 */
public record Packed(List<ByteBuffer> pieces, int length) {
    public Packed {
        pieces = List.copyOf(pieces);
    }
}
