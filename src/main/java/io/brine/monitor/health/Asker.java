package io.brine.monitor.health;

import io.brine.master.MinionRoads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Ordinary jobs whose returns are waited for: neighbours who try a port, checks. Thread-safe. */
final class Asker {
    private final MinionRoads master;
    private final Map<String, Question> open = new LinkedHashMap<>();

    private static final class Question {
        final Set<String> waiting;
        final long deadline;
        final Map<String, Object> returns = new LinkedHashMap<>();
        final CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();

        Question(Collection<String> minions, long deadline) {
            this.waiting = new HashSet<>(minions);
            this.deadline = deadline;
        }
    }

    Asker(MinionRoads master) {
        this.master = master;
    }

    /**
     * What each of them returned until the deadline, by id; those whose function broke or that were silent are not there. Books the
     * job, so not on the watch's thread.
     */
    CompletableFuture<Map<String, Object>> ask(
            Collection<String> minions, String fun, List<Object> arg, long deadline) {
        if (minions.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        String jid = master.newJid();
        Question question = new Question(minions, deadline);
        synchronized (this) {
            open.put(jid, question);
        }
        try {
            master.publish(jid, minions, fun, arg, HealthWatch.USER);
        } catch (RuntimeException notSent) {
            synchronized (this) {
                open.remove(jid);
            }
            question.answer.completeExceptionally(notSent);
        }
        return question.answer;
    }

    /** A return went over the bus. */
    void returned(String jid, String id, Map<String, Object> load) {
        Question whole = null;
        synchronized (this) {
            Question question = open.get(jid);
            if (question == null) {
                return;
            }
            boolean wasAsked = question.waiting.remove(id);
            if (wasAsked && !isBroken(load)) {
                question.returns.put(id, load.get("return"));
            }
            if (question.waiting.isEmpty()) {
                open.remove(jid);
                whole = question;
            }
        }
        if (whole != null) {
            whole.answer.complete(whole.returns);
        }
    }

    /** Not a success, and not for what it says: minions also call {@code {result: False}} so. Source: 3006.0 minion.py _thread_return. */
    private static boolean isBroken(Map<String, Object> load) {
        boolean saysNo = load.get("return") instanceof Map<?, ?> said
                && (Boolean.FALSE.equals(said.get("result")) || Boolean.FALSE.equals(said.get("success")));
        return Boolean.FALSE.equals(load.get("success")) && !saysNo;
    }

    void tick(long now) {
        List<Question> over = new ArrayList<>();
        synchronized (this) {
            open.values().removeIf(question -> now >= question.deadline && over.add(question));
        }
        over.forEach(question -> question.answer.complete(question.returns));
    }
}
