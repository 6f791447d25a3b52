package io.brine.fuzz;

import io.brine.data.DataException;
import io.brine.events.EventBytes;
import io.brine.wire.Event;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** Bytes that a process of the host writes to the event socket; the first says where the reads are cut. */
final class EventsTarget implements FuzzTarget {
    @Override
    public void run(byte[] input) {
        if (input.length == 0) {
            return;
        }
        try {
            EventBytes.read(java.util.Arrays.copyOfRange(input, 1, input.length), input[0] & 0xff);
        } catch (DataException refused) {
            // the named refusal, with which the connection ends
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                seed(new Event(
                        "salt/job/20260101000000000000/ret/m1", Map.of("return", true, "jid", "20260101000000000000"))),
                seed(new Event("my/tag", Map.of("data", List.of(1L, 2.5, "text", new byte[] {1, 2}), "x", Map.of()))),
                seed(new Event("a", Map.of()), new Event("b", Map.of("nothing", "x".repeat(300)))));
    }

    private static byte[] seed(Event... events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(20);
        for (Event event : events) {
            bytes.writeBytes(EventBytes.frame(event));
        }
        return bytes.toByteArray();
    }
}
