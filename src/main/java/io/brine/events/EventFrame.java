package io.brine.events;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as it travels between the processes of a host, around the body that {@code wire.EventBody} packs:
 * <pre>
 *   {head: {}, body: bin}          body = UTF-8 tag, 0x0A 0x0A, MessagePack (local dialect) of the data
 * </pre>
 * Source: 3006.0 utils/event.py SaltEvent.fire_event, transport/frame.py frame_msg_ipc.
 */
final class EventFrame {
    static final byte[] NONE = new byte[0];

    private EventFrame() {}

    /** The tag alone, to filter before the data is unpacked. @throws DataException if there is none */
    static String tag(byte[] body) {
        return new String(body, 0, endOfTag(body), StandardCharsets.UTF_8);
    }

    private static int endOfTag(byte[] body) {
        for (int at = 1; at + 1 < body.length; at++) {
            if (body[at] == '\n' && body[at + 1] == '\n') {
                return at;
            }
        }
        throw new DataException("an event without a tag");
    }

    static byte[] frame(byte[] body) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("head", Map.of());
        frame.put("body", body);
        return MsgPack.packLocal(frame);
    }

    /** The body of a frame; producers of 3007 may write it as text. @throws DataException if it has none */
    static byte[] bodyOf(Object frame) {
        return Trees.bytes(Trees.fields(frame).get("body"));
    }
}
