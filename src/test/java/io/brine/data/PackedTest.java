package io.brine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedTest {
    @Test
    void whoMadeItCannotChangeItsPiecesAfterwards() {
        List<ByteBuffer> pieces = new ArrayList<>(List.of(ByteBuffer.allocate(3)));
        Packed packed = new Packed(pieces, 3);

        pieces.add(ByteBuffer.allocate(1));

        assertThat(packed.pieces()).hasSize(1);
    }
}
