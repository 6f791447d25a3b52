package io.brine.events;

import io.brine.wire.Event;
import io.brine.wire.EventBody;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the event socket makes of bytes that somebody writes to it. */
public final class EventBytes {
    private EventBytes() {}

    /** @param first how many bytes come with the first read @throws io.brine.data.DataException if it is no stream of events */
    public static List<Event> read(byte[] bytes, int first) {
        FrameReader reader = new FrameReader();
        List<Event> events = new ArrayList<>();
        int cut = Math.min(first, bytes.length);
        reader.feed(ByteBuffer.wrap(bytes, 0, cut));
        take(reader, events);
        reader.feed(ByteBuffer.wrap(bytes, cut, bytes.length - cut));
        take(reader, events);
        return events;
    }

    private static void take(FrameReader reader, List<Event> events) {
        for (Optional<byte[]> body = reader.next(); body.isPresent(); body = reader.next()) {
            EventFrame.tag(body.get());
            events.add(EventBody.unpack(body.get()));
        }
    }

    /** An event as a process of this host writes it. */
    public static byte[] frame(Event event) {
        return EventFrame.frame(EventBody.pack(event));
    }
}
