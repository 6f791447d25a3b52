package io.brine.master;

import io.brine.wire.PublishLoad;
import java.util.List;

/** Sends publications in strict order. */
interface Publisher {
    /** @param load without serial @param expected whom it is for, where publications are sent by topic */
    void publish(PublishLoad load, List<String> expected);
}
