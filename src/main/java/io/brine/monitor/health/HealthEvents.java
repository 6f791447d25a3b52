package io.brine.monitor.health;

import io.brine.events.EventSink;
import io.brine.monitor.health.HealthBook.IncidentView;
import io.brine.monitor.health.HealthBook.RepairView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the bus and the log, for reactors and for the record:
 * <pre>
 *   salt/mon/state/&lt;id&gt;                  {id, from, to, reason, site, incident}
 *   salt/mon/repair/&lt;id&gt;/start|ret       {id, step, attempt, incident, who, why, outcome, took_ms}
 *   salt/mon/incident/&lt;n&gt;/open|update|close  {number, cause, minions, count, repairs, acknowledged_by, log_hits}
 *   salt/mon/breaker/&lt;name&gt;/open|close   {name, why}
 *   salt/mon/security/&lt;id&gt;               {id, what}
 *   salt/mon/check/&lt;name&gt;/&lt;id&gt;           {check, id, verdict, value}
 * </pre>
 */
final class HealthEvents implements HealthListener {
    private static final Logger LOG = LoggerFactory.getLogger(HealthEvents.class);
    /** An event names no more; the book has them all. */
    private static final int MOST_NAMED = 100;

    private final EventSink events;

    HealthEvents(EventSink events) {
        this.events = events;
    }

    @Override
    public void onState(StateChange change) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", change.id());
        data.put("from", change.from().name());
        data.put("to", change.to().name());
        data.put("reason", change.reason());
        data.put("site", change.site());
        data.put("incident", change.incident());
        events.fire("salt/mon/state/" + change.id(), data);
        LOG.info("minion {}: {} -> {}: {}", change.id(), change.from(), change.to(), change.reason());
    }

    @Override
    public void onRepair(RepairView repair, String what) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", repair.id());
        data.put("step", repair.step());
        data.put("attempt", repair.attempt());
        data.put("incident", repair.incident());
        data.put("who", repair.who());
        data.put("why", repair.why());
        data.put("outcome", repair.outcome());
        data.put("took_ms", repair.took());
        events.fire("salt/mon/repair/" + repair.id() + "/" + what, data);
        LOG.warn(
                "repair of {}, {} number {}, incident {}, by {}: {} ({})",
                repair.id(),
                repair.step(),
                repair.attempt(),
                repair.incident(),
                repair.who(),
                repair.outcome(),
                repair.why());
    }

    @Override
    public void onIncident(IncidentView incident, String what) {
        Map<String, Object> data = new LinkedHashMap<>();
        List<String> minions = incident.minions();
        data.put("number", incident.number());
        data.put("cause", incident.cause());
        data.put("minions", minions.subList(0, Math.min(MOST_NAMED, minions.size())));
        data.put("count", minions.size());
        data.put("repairs", incident.repairs());
        data.put("acknowledged_by", incident.acknowledgedBy());
        data.put("log_hits", incident.logHits());
        events.fire("salt/mon/incident/" + incident.number() + "/" + what, data);
        if (!what.equals("update")) {
            LOG.warn("incident {} {}: {}", incident.number(), what, incident.cause());
        }
    }

    @Override
    public void onBreaker(Breaker breaker, boolean opened) {
        String what = opened ? "open" : "close";
        events.fire(
                "salt/mon/breaker/" + breaker.name() + "/" + what,
                Map.of("name", breaker.name(), "why", breaker.why()));
        LOG.warn("breaker {} {}: {}", breaker.name(), what, breaker.why());
    }

    @Override
    public void onSecurity(String id, String what) {
        events.fire("salt/mon/security/" + id, Map.of("id", id, "what", what));
    }

    @Override
    public void onCheck(String check, String id, String verdict, String value) {
        Map<String, Object> data = Map.of("check", check, "id", id, "verdict", verdict, "value", value);
        events.fire("salt/mon/check/" + check + "/" + id, data);
        LOG.info("check {} of {}: {} ({})", check, id, verdict, value);
    }
}
