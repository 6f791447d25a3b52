package io.brine.monitor.health;

import io.brine.config.TellConfig;
import io.brine.monitor.health.HealthBook.IncidentView;
import io.brine.monitor.health.HealthBook.RepairView;
import io.brine.monitor.logs.LogHit;
import io.brine.monitor.logs.LogRule.Reaction;
import io.brine.target.Fnmatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Who is told of what, and that once: one message per cause and rule, not again within {@code again}; only what has lasted for {@code
 * after}; nothing that is silenced; what is {@code daily} once a day, together. Decides; {@link Tongue} speaks. Guarded by itself.
 */
final class Teller implements HealthListener {
    private static final long DAY_MILLIS = 86_400_000;
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_LINES = 200;

    private final List<Rule> rules = new ArrayList<>();
    private final Map<Long, String> causes = new HashMap<>();
    private final Map<String, Silence> silences = new LinkedHashMap<>();
    private final BiConsumer<TellConfig, Message> tongue;
    private long now;

    /** @param topic a word of {@code when} @param cause what is told once @param about the minion or breaker @param text one line */
    record Message(String topic, String cause, String about, String text, Map<String, Object> data, long at) {}

    /** @param until when it ends @param who silenced it */
    record Silence(long until, String who) {}

    private static final class Rule {
        final TellConfig config;
        final Map<String, Long> told = new HashMap<>();
        final Map<String, Message> waiting = new LinkedHashMap<>();
        final List<Message> today = new ArrayList<>();
        long dayBegan;

        Rule(TellConfig config, long now) {
            this.config = config;
            this.dayBegan = now;
        }
    }

    Teller(List<TellConfig> configs, BiConsumer<TellConfig, Message> tongue, long now) {
        this.tongue = tongue;
        this.now = now;
        configs.forEach(config -> rules.add(new Rule(config, now)));
    }

    // --- what happens

    @Override
    public synchronized void onState(StateChange change) {
        String about = change.id();
        rules.forEach(rule -> rule.waiting
                .values()
                .removeIf(message ->
                        message.about().equals(about) && message.data().containsKey("to")));
        if (change.isExpected()) {
            return;
        }
        String cause = change.incident() > 0
                ? causes.getOrDefault(change.incident(), "incident:" + change.incident())
                : "minion:" + change.id() + ":" + change.to();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", change.id());
        data.put("from", change.from().name());
        data.put("to", change.to().name());
        data.put("reason", change.reason());
        data.put("site", change.site());
        data.put("incident", change.incident());
        String number = change.incident() > 0 ? "#" + change.incident() + " " : "";
        String text = number + about + " is " + change.to() + ": " + change.reason();
        if (!change.log().isEmpty()) {
            data.put("log", change.log());
            text += "; " + change.log().get(change.log().size() - 1);
        }
        hear(new Message(change.to().name(), cause, about, text, data, change.at()));
    }

    @Override
    public synchronized void onIncident(IncidentView incident, String what) {
        causes.put(incident.number(), incident.key());
        if (what.equals("close")) {
            causes.remove(incident.number());
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("number", incident.number());
        data.put("what", what);
        data.put("cause", incident.cause());
        data.put("count", incident.minions().size());
        if (!what.equals("update")) {
            hear(new Message(
                    "incident",
                    incident.key() + ":" + what,
                    incident.key(),
                    "#" + incident.number() + " " + what + ": " + incident.cause(),
                    data,
                    now));
        }
    }

    /** START and KEYS open by themselves whenever a master does what masters do: no news. */
    @Override
    public synchronized void onBreaker(Breaker breaker, boolean opened) {
        if (opened && !breaker.name().equals("START") && !breaker.name().equals("KEYS")) {
            hear(new Message(
                    "breaker",
                    breaker.name(),
                    breaker.name(),
                    breaker.name() + " stops repairs: " + breaker.why(),
                    Map.of("breaker", breaker.name(), "why", breaker.why()),
                    now));
        }
    }

    @Override
    public synchronized void onRepair(RepairView repair, String what) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", repair.id());
        data.put("step", repair.step());
        data.put("what", what);
        data.put("outcome", repair.outcome());
        data.put("who", repair.who());
        data.put("why", repair.why());
        hear(new Message(
                "repair",
                "repair:" + repair.id() + ":" + repair.incident() + ":" + repair.attempt() + ":" + what,
                repair.id(),
                "repair of " + repair.id() + ", " + repair.step() + ": " + repair.outcome(),
                data,
                now));
    }

    @Override
    public synchronized void onSecurity(String id, String what) {
        hear(new Message("security", "security:" + id, id, id + ": " + what, Map.of("id", id, "what", what), now));
    }

    @Override
    public synchronized void onCheck(String check, String id, String verdict, String value) {
        Map<String, Object> data = Map.of("check", check, "id", id, "verdict", verdict, "value", value);
        hear(new Message(
                "check",
                "check:" + check + ":" + id + ":" + verdict,
                id,
                "check " + check + " of " + id + ": " + verdict + " (" + value + ")",
                data,
                now));
    }

    /** A rule about log lines counted; those that ask for people are told under the word of their reaction. Any thread. */
    synchronized void onLog(LogHit hit) {
        if (hit.reaction() != Reaction.PAGE && hit.reaction() != Reaction.SECURITY) {
            return;
        }
        Map<String, Object> data = hit.toTree();
        String line = hit.text().isEmpty() ? "" : ": " + hit.text();
        hear(new Message(
                hit.reaction().word(),
                "log:" + hit.reaction().word() + ":" + hit.rule() + ":" + hit.source(),
                hit.source().isEmpty() ? hit.rule() : hit.source(),
                "log of " + (hit.source().isEmpty() ? hit.side() : hit.source()) + ", " + hit.rule() + ": " + hit.why()
                        + line,
                data,
                now));
    }

    private void hear(Message message) {
        for (Rule rule : rules) {
            if (!rule.config.when().contains(message.topic()) || isSilenced(message)) {
                continue;
            }
            if (rule.config.daily()) {
                if (rule.today.size() < MOST_LINES) {
                    rule.today.add(message);
                }
            } else if (rule.config.afterMillis() > 0) {
                if (rule.waiting.size() < MOST_WAITING) {
                    rule.waiting.putIfAbsent(message.cause() + " " + message.about(), message);
                }
            } else {
                say(rule, message);
            }
        }
    }

    private void say(Rule rule, Message message) {
        Long before = rule.told.get(message.cause());
        if (before == null || now - before >= rule.config.againMillis()) {
            rule.told.put(message.cause(), now);
            tongue.accept(rule.config, message);
        }
    }

    private boolean isSilenced(Message message) {
        return silences.keySet().stream()
                .anyMatch(glob -> Fnmatch.compile(glob).matches(message.about())
                        || Fnmatch.compile(glob).matches(message.cause()));
    }

    // --- time and people

    /** Nothing about minions or causes of this pattern until then. */
    synchronized void silence(String glob, long until, String who) {
        silences.put(glob, new Silence(until, who));
    }

    synchronized Map<String, Silence> silences() {
        return Map.copyOf(silences);
    }

    synchronized void tick(long time) {
        now = time;
        silences.values().removeIf(silence -> now >= silence.until());
        for (Rule rule : rules) {
            rule.told.values().removeIf(when -> now - when >= Math.max(DAY_MILLIS, rule.config.againMillis()));
            List<Message> ripe = rule.waiting.values().stream()
                    .filter(message -> now - message.at() >= rule.config.afterMillis())
                    .toList();
            ripe.forEach(message -> {
                rule.waiting.values().remove(message);
                if (!isSilenced(message)) {
                    say(rule, message);
                }
            });
            if (now - rule.dayBegan >= DAY_MILLIS) {
                rule.dayBegan = now;
                daily(rule);
            }
        }
    }

    private void daily(Rule rule) {
        if (!rule.today.isEmpty()) {
            String lines =
                    String.join("\n", rule.today.stream().map(Message::text).toList());
            Map<String, Object> data =
                    Map.of("messages", rule.today.stream().map(Message::data).toList());
            tongue.accept(
                    rule.config,
                    new Message("daily", "daily", "", rule.today.size() + " in a day:\n" + lines, data, now));
            rule.today.clear();
        }
    }
}
