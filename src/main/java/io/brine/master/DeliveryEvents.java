package io.brine.master;

import io.brine.events.EventSink;
import io.brine.jobs.DeliveryBook;
import io.brine.jobs.DeliveryState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the bus how jobs fare on their way, many minions in one event:
 * <pre>
 *   brine/job/&lt;jid&gt;/delivery   {jid, state: written, why: "", minions: [web1, web2]}
 * </pre>
 * Not below {@code salt/}, where Salt's tools would take it for a return.
 */
final class DeliveryEvents implements DeliveryBook.Listener {
    private final EventSink events;

    DeliveryEvents(EventSink events) {
        this.events = events;
    }

    @Override
    public void onDelivery(String jid, DeliveryState state, String why, List<String> minions) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("jid", jid);
        data.put("state", state.word());
        data.put("why", why);
        data.put("minions", minions);
        events.fire("brine/job/" + jid + "/delivery", data);
    }
}
