package io.brine.events;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.wire.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as it travels between the processes of a host:
 * <pre>
 *   {head: {}, body: bin}          body = UTF-8 tag, 0x0A 0x0A, MessagePack (local dialect) of the data
 * </pre>
 * Source: 3006.0 utils/event.py SaltEvent.fire_event, transport/frame.py frame_msg_ipc.
 */
final class EventBody {
    static final byte[] NONE = new byte[0];
    private static final String TRIMMED = "VALUE_TRIMMED";
    private static final DateTimeFormatter WITH_MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter WHOLE_SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private EventBody() {}

    /** UTC without a zone, microseconds unless they are zero: Python's {@code datetime.isoformat()}. */
    static String stamp(Instant now) {
        LocalDateTime utc = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        return (utc.getNano() / 1000 == 0 ? WHOLE_SECOND : WITH_MICROS).format(utc);
    }

    /**
     * The body of an event. Data that packs to more than {@code maxBytes} loses its largest values until it fits.
     * Source: 3006.0 utils/dicttrim.py.
     *
     * @throws DataException if the data is not a tree
     */
    static byte[] pack(Event event, int maxBytes) {
        byte[] data = MsgPack.packLocal(event.data());
        if (data.length > maxBytes) {
            data = packTrimmed(new LinkedHashMap<>(event.data()), maxBytes);
        }
        byte[] tag = event.tag().getBytes(StandardCharsets.UTF_8);
        byte[] body = Arrays.copyOf(tag, tag.length + 2 + data.length);
        body[tag.length] = '\n';
        body[tag.length + 1] = '\n';
        System.arraycopy(data, 0, body, tag.length + 2, data.length);
        return body;
    }

    private static byte[] packTrimmed(Map<String, Object> data, int maxBytes) {
        byte[] packed = MsgPack.packLocal(data);
        for (int trims = data.size(); packed.length > maxBytes && trims > 0; trims--) {
            data.put(keyOfLargest(data), TRIMMED);
            packed = MsgPack.packLocal(data);
        }
        return packed;
    }

    private static String keyOfLargest(Map<String, Object> data) {
        String largest = "";
        int size = -1;
        for (Map.Entry<String, Object> entry : data.entrySet()) {
            int packed = MsgPack.packLocal(entry.getValue()).length;
            if (packed > size) {
                size = packed;
                largest = entry.getKey();
            }
        }
        return largest;
    }

    /** @throws DataException if there is no tag, or what follows is not a map with text keys */
    static Event unpack(byte[] body) {
        int end = endOfTag(body);
        String tag = new String(body, 0, end, StandardCharsets.UTF_8);
        return new Event(tag, Trees.fields(MsgPack.unpackLocal(Arrays.copyOfRange(body, end + 2, body.length))));
    }

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
