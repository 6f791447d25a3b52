package io.brine.master;

import java.util.List;
import java.util.Map;

/** Sends publications in strict order. */
interface Publisher {
    /** @param load without serial @param expected whom it is for, where publications are sent by topic */
    void publish(Map<String, Object> load, List<String> expected);
}
