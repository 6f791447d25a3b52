package io.brine.monitor.health;

import io.brine.master.MinionRoads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Ordinary jobs whose returns are waited for: neighbours who try a port, checks. Thread-safe. */
final class Asker {
    private final MinionRoads master;
    private final Map<String, Question> open = new LinkedHashMap<>();

    private static final class Question {
        final int minions;
        final long deadline;
        final Map<String, Object> returns = new LinkedHashMap<>();
        final CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();

        Question(int minions, long deadline) {
            this.minions = minions;
            this.deadline = deadline;
        }
    }

    Asker(MinionRoads master) {
        this.master = master;
    }

    /** What each of them returned until the deadline, by id; those that failed or were silent are not there. Books the job, so not on the watch's thread. */
    CompletableFuture<Map<String, Object>> ask(
            Collection<String> minions, String fun, List<Object> arg, long deadline) {
        if (minions.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        String jid = master.newJid();
        Question question = new Question(minions.size(), deadline);
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
            if (!Boolean.FALSE.equals(load.get("success"))) {
                question.returns.put(id, load.get("return"));
            }
            if (question.returns.size() == question.minions) {
                open.remove(jid);
                whole = question;
            }
        }
        if (whole != null) {
            whole.answer.complete(whole.returns);
        }
    }

    void tick(long now) {
        List<Question> over = new ArrayList<>();
        synchronized (this) {
            open.values().removeIf(question -> now >= question.deadline && over.add(question));
        }
        over.forEach(question -> question.answer.complete(question.returns));
    }
}
