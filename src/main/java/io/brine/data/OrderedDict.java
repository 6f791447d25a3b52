package io.brine.data;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Python's {@code collections.OrderedDict}: a map that prints as one and whose keys no writer sorts. Trees from the wire
 * hold plain maps; this one appears where Salt itself keeps an ordered one.
 */
public final class OrderedDict extends LinkedHashMap<Object, Object> {
    private static final long serialVersionUID = 1L;

    public OrderedDict() {}

    public OrderedDict(Map<?, ?> entries) {
        super(entries);
    }
}
