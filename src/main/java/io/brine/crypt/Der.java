package io.brine.crypt;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The little DER that RSA keys need: SEQUENCE, INTEGER, and values kept as they are. */
final class Der {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;

    private Der() {}

    /** One value: its tag and its content without header. */
    record Value(int tag, byte[] content) {
        BigInteger integer() {
            if (tag != INTEGER || content.length == 0) {
                throw new CryptException("not the DER of an RSA key");
            }
            return new BigInteger(content);
        }
    }

    /** The values inside the one SEQUENCE that is all of {@code der}. */
    static List<Value> sequence(byte[] der) {
        List<Value> outer = values(der);
        if (outer.size() != 1 || outer.get(0).tag() != SEQUENCE) {
            throw new CryptException("not the DER of an RSA key");
        }
        return values(outer.get(0).content());
    }

    private static List<Value> values(byte[] der) {
        List<Value> values = new ArrayList<>();
        int at = 0;
        while (at < der.length) {
            if (der.length - at < 2) {
                throw new CryptException("truncated DER");
            }
            int tag = der[at++] & 0xff;
            int length = der[at++] & 0xff;
            if (length >= 0x80) {
                int bytes = length & 0x7f;
                if (bytes < 1 || bytes > 3 || bytes > der.length - at) {
                    throw new CryptException("truncated DER");
                }
                length = 0;
                for (int i = 0; i < bytes; i++) {
                    length = length << 8 | der[at++] & 0xff;
                }
            }
            if (length > der.length - at) {
                throw new CryptException("truncated DER");
            }
            byte[] content = new byte[length];
            System.arraycopy(der, at, content, 0, length);
            values.add(new Value(tag, content));
            at += length;
        }
        return values;
    }

    static byte[] integer(BigInteger value) {
        return encoded(INTEGER, value.toByteArray());
    }

    static byte[] encoded(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >>> 8);
            out.write(length);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
