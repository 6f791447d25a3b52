package io.brine.monitor.health;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The jobs of the last hour: who runs one now, who is to be away because of one, and which one touched all that were lost. */
final class RecentJobs {
    private static final int MOST_JOBS = 1_000;
    private static final long KEPT_MILLIS = 3_600_000;
    private static final long BEFORE_MILLIS = 600_000;
    private static final double MOST_OF_THEM = 0.8;
    private static final int FEWEST = 3;
    /** After these a minion is away for a while, and that is meant. */
    private static final Set<String> TAKES_IT_AWAY =
            Set.of("system.reboot", "system.shutdown", "system.halt", "system.poweroff", "minion.restart");

    private final Deque<Job> jobs = new ArrayDeque<>();

    /** A job. @param running those who have not returned yet */
    record Job(String jid, String fun, String user, long at, Set<String> minions, Set<String> running) {
        String words() {
            return fun + (user.isEmpty() ? "" : " by " + user) + " (" + jid + ")";
        }
    }

    void began(String jid, String fun, String user, Collection<String> minions, long now) {
        while (!jobs.isEmpty() && (now - jobs.peekFirst().at() > KEPT_MILLIS || jobs.size() >= MOST_JOBS)) {
            jobs.removeFirst();
        }
        jobs.addLast(new Job(jid, fun, user, now, Set.copyOf(minions), new HashSet<>(minions)));
    }

    void returned(String jid, String minion) {
        for (Job job : jobs) {
            if (job.jid().equals(jid)) {
                job.running().remove(minion);
            }
        }
    }

    /** What it is busy with. */
    Optional<String> runningOn(String minion) {
        return jobs.stream()
                .filter(job -> job.running().contains(minion))
                .map(Job::fun)
                .findFirst();
    }

    /** Whether a minion that is told this goes away for a while. @param arg its arguments */
    static boolean takesAway(String fun, List<?> arg) {
        boolean upgrades = (fun.equals("pkg.install") || fun.equals("pkg.upgrade"))
                && arg.stream().anyMatch(one -> String.valueOf(one).contains("salt-minion"));
        return TAKES_IT_AWAY.contains(fun) || upgrades;
    }

    /** The job that most of these had got within ten minutes before; only where there are enough to say so. */
    Optional<String> before(Collection<String> lost, long when) {
        if (lost.size() < FEWEST) {
            return Optional.empty();
        }
        return jobs.stream()
                .filter(job -> job.at() <= when && when - job.at() <= BEFORE_MILLIS)
                .filter(job -> lost.stream().filter(job.minions()::contains).count() >= MOST_OF_THEM * lost.size())
                .reduce((earlier, later) -> later)
                .map(Job::words);
    }
}
