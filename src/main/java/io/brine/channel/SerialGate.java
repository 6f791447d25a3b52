package io.brine.channel;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets each publish through once: the serial of a publish must be greater than any before under the same AES key
 * (PROTOCOL 3.3). Thread-safe. Source: 3006.0 crypt.py Crypticle.loads.
 */
public final class SerialGate {
    private BigInteger last = BigInteger.ZERO;

    /** The load without its serial; an empty map if the serial is old or no number; anything without serial as it is. */
    public Object pass(Object load) {
        if (!(load instanceof Map<?, ?> map) || !map.containsKey("serial")) {
            return load;
        }
        if (!(map.get("serial") instanceof Number number)
                || number instanceof Double
                || !isNew(new BigInteger(number.toString()))) {
            return Map.of();
        }
        Map<Object, Object> rest = new LinkedHashMap<>(map);
        rest.remove("serial");
        return rest;
    }

    private synchronized boolean isNew(BigInteger serial) {
        if (serial.compareTo(last) <= 0) {
            return false;
        }
        last = serial;
        return true;
    }
}
