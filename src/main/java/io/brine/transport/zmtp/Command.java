package io.brine.transport.zmtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The body of a command frame: one length octet, the name, then data. Source: RFC 37 "Formal Grammar". */
record Command(String name, byte[] data) {
    static final String READY = "READY";
    static final String ERROR = "ERROR";
    static final String PING = "PING";
    static final String PONG = "PONG";
    static final String SUBSCRIBE = "SUBSCRIBE";
    static final String CANCEL = "CANCEL";
    private static final int MAX_PING_CONTEXT = 16;
    private static final int TTL_SIZE = 2;

    static Command parse(byte[] body) throws ProtocolException {
        int nameSize = body.length == 0 ? 0 : body[0] & 0xFF;
        if (nameSize == 0 || nameSize + 1 > body.length) {
            throw new ProtocolException(Refusal.MALFORMED_COMMAND, "a command without a name");
        }
        String name = new String(body, 1, nameSize, StandardCharsets.ISO_8859_1);
        return new Command(name, Arrays.copyOfRange(body, 1 + nameSize, body.length));
    }

    byte[] encode() {
        byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
        byte[] body = new byte[1 + nameBytes.length + data.length];
        body[0] = (byte) nameBytes.length;
        System.arraycopy(nameBytes, 0, body, 1, nameBytes.length);
        System.arraycopy(data, 0, body, 1 + nameBytes.length, data.length);
        return body;
    }

    /** READY with the properties in their order. */
    static Command ready(Map<String, byte[]> properties) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        properties.forEach((name, value) -> {
            byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
            data.write(nameBytes.length);
            data.writeBytes(nameBytes);
            data.writeBytes(ByteBuffer.allocate(4).putInt(value.length).array());
            data.writeBytes(value);
        });
        return new Command(READY, data.toByteArray());
    }

    static Command error(String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int size = Math.min(text.length, 255);
        byte[] data = new byte[1 + size];
        data[0] = (byte) size;
        System.arraycopy(text, 0, data, 1, size);
        return new Command(ERROR, data);
    }

    /** @param ttlTenths after this many tenths of a second of silence the receiver may give us up; 0 = never */
    static Command ping(int ttlTenths, byte[] context) {
        byte[] data = new byte[TTL_SIZE + context.length];
        data[0] = (byte) (ttlTenths >> 8);
        data[1] = (byte) ttlTenths;
        System.arraycopy(context, 0, data, TTL_SIZE, context.length);
        return new Command(PING, data);
    }

    /** The PONG that echoes this PING's context. */
    Command pong() throws ProtocolException {
        pingTtlTenths();
        return new Command(PONG, Arrays.copyOfRange(data, TTL_SIZE, data.length));
    }

    int pingTtlTenths() throws ProtocolException {
        if (data.length < TTL_SIZE || data.length > TTL_SIZE + MAX_PING_CONTEXT) {
            throw new ProtocolException(Refusal.MALFORMED_COMMAND, "a PING of " + data.length + " bytes");
        }
        return (data[0] & 0xFF) << 8 | data[1] & 0xFF;
    }

    /** The reason inside an ERROR, printable characters only: it goes to logs. */
    String errorReason() {
        if (data.length == 0) {
            return "";
        }
        int size = Math.min(data[0] & 0xFF, data.length - 1);
        String text = new String(data, 1, size, StandardCharsets.UTF_8);
        return text.replaceAll("[^\\p{Print}]", "?");
    }

    /** The properties of a READY; names in lower case, as they are to be compared without case. */
    Map<String, byte[]> properties() throws ProtocolException {
        Map<String, byte[]> properties = new LinkedHashMap<>();
        ByteBuffer in = ByteBuffer.wrap(data);
        while (in.hasRemaining()) {
            byte[] name = take(in, in.get() & 0xFF);
            if (name.length == 0 || in.remaining() < 4) {
                throw malformedReady();
            }
            byte[] value = take(in, in.getInt());
            properties.put(new String(name, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT), value);
        }
        return properties;
    }

    private static byte[] take(ByteBuffer in, int size) throws ProtocolException {
        if (size < 0 || size > in.remaining()) {
            throw malformedReady();
        }
        byte[] bytes = new byte[size];
        in.get(bytes);
        return bytes;
    }

    private static ProtocolException malformedReady() {
        return new ProtocolException(Refusal.MALFORMED_READY, "the properties of READY cannot be read");
    }
}
