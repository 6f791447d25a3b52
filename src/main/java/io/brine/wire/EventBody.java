package io.brine.wire;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * An event as bytes: {@code tag "\n\n" msgpack(data)}, text and bytes told apart (PROTOCOL 9.1).
 * Source: 3006.0 utils/event.py fire_event, unpack.
 */
public final class EventBody {
    private static final byte[] SEPARATOR = {'\n', '\n'};

    private EventBody() {}

    /** @throws DataException if the data holds a value MessagePack cannot say */
    public static byte[] pack(Event event) {
        return join(event.tag(), MsgPack.packLocal(event.data()));
    }

    /**
     * As {@link #pack(Event)}; if the data is larger than {@code maxEventSize}, its largest values become
     * {@code VALUE_TRIMMED}.
     */
    public static byte[] pack(Event event, int maxEventSize) {
        byte[] packed = MsgPack.packLocal(event.data());
        return join(event.tag(), EventTrim.trimmed(event.data(), packed, maxEventSize));
    }

    private static byte[] join(String tag, byte[] data) {
        byte[] tagBytes = tag.getBytes(StandardCharsets.UTF_8);
        byte[] body = Arrays.copyOf(tagBytes, tagBytes.length + SEPARATOR.length + data.length);
        System.arraycopy(SEPARATOR, 0, body, tagBytes.length, SEPARATOR.length);
        System.arraycopy(data, 0, body, tagBytes.length + SEPARATOR.length, data.length);
        return body;
    }

    /** @throws DataException if there is no separator, or no map after it */
    public static Event unpack(byte[] body) {
        for (int i = 0; i + 1 < body.length; i++) {
            if (body[i] == '\n' && body[i + 1] == '\n') {
                String tag = new String(body, 0, i, StandardCharsets.UTF_8);
                Map<String, Object> data = Trees.fields(MsgPack.unpackLocal(body, i + 2));
                return new Event(tag, data);
            }
        }
        throw new DataException("no tag in an event");
    }
}
