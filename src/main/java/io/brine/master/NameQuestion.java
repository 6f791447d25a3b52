package io.brine.master;

import io.brine.wire.PublishLoad;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who is behind a connection to 4505? ZeroMQ's SUB does not say, so one job goes to that connection alone:
 * {@code saltutil.find_job} with a random word. Whoever returns that jid and that word has read it there; the return itself is
 * proven as any other. Questions and their answers are never booked and never reach the bus. Thread-safe.
 */
final class NameQuestion {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int WORD_BYTES = 16;
    /** More questions than these are never open: the oldest are forgotten. */
    private static final int MOST_OPEN = 20_000;

    private final Supplier<String> jids;
    private final String user;
    private final Pings pings;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Map<Subscriber, List<String>> asked = new HashMap<>();

    private record Open(Subscriber asked, String word) {}

    /** @param user whom minions see as the asking one */
    NameQuestion(Supplier<String> jids, String user) {
        this.jids = jids;
        this.user = user;
        this.pings = new Pings(jids, user);
    }

    /** Questions to a minion that is known already: whether it is well. */
    Pings pings() {
        return pings;
    }

    /** A new question for this connection. */
    synchronized PublishLoad ask(Subscriber subscriber) {
        byte[] word = new byte[WORD_BYTES];
        RANDOM.nextBytes(word);
        Open question = new Open(subscriber, HexFormat.of().formatHex(word));
        String jid = jids.get();
        if (open.size() >= MOST_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        open.put(jid, question);
        asked.computeIfAbsent(subscriber, first -> new ArrayList<>()).add(jid);
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("fun", "saltutil.find_job");
        load.put("arg", List.of(question.word()));
        load.put("tgt", "*");
        load.put("jid", jid);
        load.put("ret", "");
        load.put("tgt_type", "glob");
        load.put("user", user);
        return new PublishLoad(load);
    }

    synchronized boolean isQuestion(String jid) {
        return open.containsKey(jid);
    }

    /** The connection the answer came from; empty if the answer does not know the word. */
    synchronized Optional<Subscriber> answered(String jid, Map<String, Object> load) {
        Open question = open.get(jid);
        boolean knowsWord = question != null
                && load.get("fun_args") instanceof List<?> words
                && !words.isEmpty()
                && question.word().equals(words.get(0));
        if (!knowsWord) {
            return Optional.empty();
        }
        open.remove(jid);
        return Optional.of(question.asked());
    }

    synchronized void forget(Subscriber gone) {
        asked.getOrDefault(gone, List.of()).forEach(open::remove);
        asked.remove(gone);
    }
}
