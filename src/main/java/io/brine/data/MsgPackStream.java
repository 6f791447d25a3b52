package io.brine.data;

import io.brine.data.MsgPackReader.Mode;
import io.brine.data.MsgPackReader.NotText;
import io.brine.data.MsgPackReader.Truncated;
import java.util.Arrays;
import java.util.Optional;

/**
 * Objects of the local dialect out of a stream of bytes that knows no message borders, such as an event socket: feed what
 * came, take what is complete. Not thread-safe.
 */
public final class MsgPackStream {
    private final int maxObjectBytes;
    private byte[] buffer = new byte[4096];
    private int start;
    private int end;
    /** Bytes that must be there before another try makes sense: a large text read in small pieces is parsed once. */
    private int retryAt;

    /** @param maxObjectBytes an object that would need more is refused */
    public MsgPackStream(int maxObjectBytes) {
        this.maxObjectBytes = maxObjectBytes;
    }

    public void feed(byte[] bytes) {
        feed(bytes, 0, bytes.length);
    }

    public void feed(byte[] bytes, int offset, int length) {
        if (length > buffer.length - end) {
            int held = end - start;
            long wanted = Math.max((long) held + length, 2L * held);
            byte[] larger = wanted <= buffer.length ? buffer : new byte[Math.toIntExact(wanted)];
            System.arraycopy(buffer, start, larger, 0, held);
            buffer = larger;
            start = 0;
            end = held;
        }
        System.arraycopy(bytes, offset, buffer, end, length);
        end += length;
    }

    /**
     * The next complete object, wrapped because it may be nil; empty if more bytes are needed.
     *
     * @throws DataException if the stream is not MessagePack or an object is too large; the stream is of no use afterwards
     */
    public Optional<Taken> take() {
        if (start == end || end - start < retryAt) {
            return Optional.empty();
        }
        try {
            return Optional.of(takenAsTextOrBytes());
        } catch (Truncated more) {
            long needed = more.neededEnd() - start;
            if (needed > maxObjectBytes) {
                throw new DataException("an object larger than " + maxObjectBytes + " bytes");
            }
            retryAt = (int) needed;
            return Optional.empty();
        }
    }

    /** That a text is none is often seen before the whole object has come. */
    private Taken takenAsTextOrBytes() {
        try {
            return taken(Mode.LOCAL);
        } catch (NotText binary) {
            return taken(Mode.RAW);
        }
    }

    private Taken taken(Mode mode) {
        MsgPackReader reader = new MsgPackReader(buffer, start, end, mode);
        Object value = reader.read(0);
        int size = reader.position() - start;
        if (size > maxObjectBytes) {
            throw new DataException("an object larger than " + maxObjectBytes + " bytes");
        }
        start = reader.position();
        retryAt = 0;
        if (start == end) {
            start = 0;
            end = 0;
            shrink();
        }
        return new Taken(value, size);
    }

    private void shrink() {
        if (buffer.length > 1 << 20) {
            buffer = Arrays.copyOf(buffer, 4096);
        }
    }

    /** One object and the bytes it took in the stream. */
    public record Taken(Object value, int sizeBytes) {}
}
