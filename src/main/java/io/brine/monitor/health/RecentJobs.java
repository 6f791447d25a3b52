package io.brine.monitor.health;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The jobs of the last hour: who runs one now, who has not returned what most others have, who is to be away because of one, and
 * which one touched all that were lost.
 */
final class RecentJobs {
    private static final int MOST_JOBS = 1_000;
    private static final long KEPT_MILLIS = 3_600_000;
    private static final long BEFORE_MILLIS = 600_000;
    private static final double MOST_OF_THEM = 0.8;
    private static final int FEWEST = 3;
    /** After these a minion is away for a while, and that is meant. */
    private static final Set<String> TAKES_IT_AWAY =
            Set.of("system.reboot", "system.shutdown", "system.halt", "system.poweroff", "minion.restart");

    private final Map<String, Job> jobs = new LinkedHashMap<>();
    /** Jobs of which it is not yet said who is absent. */
    private final Map<String, Job> open = new LinkedHashMap<>();

    private final Deque<Absent> absent = new ArrayDeque<>();

    /** A job. @param running those who have not returned yet */
    record Job(String jid, String fun, String user, long at, Set<String> minions, Set<String> running) {
        String words() {
            return fun + (user.isEmpty() ? "" : " by " + user) + " (" + jid + ")";
        }
    }

    /** A minion that has not returned a job while most others have. */
    record Absent(String minion, Job job) {
        /** When the job began. */
        long since() {
            return job.at();
        }

        String words() {
            int back = job.minions().size() - job.running().size();
            return "absent: it has not returned " + job.words() + ", " + back + " of "
                    + job.minions().size() + " have";
        }
    }

    void began(String jid, String fun, String user, Collection<String> minions, long now) {
        Iterator<Job> oldest = jobs.values().iterator();
        while (oldest.hasNext()) {
            Job old = oldest.next();
            if (now - old.at() <= KEPT_MILLIS && jobs.size() < MOST_JOBS) {
                break;
            }
            oldest.remove();
            open.remove(old.jid());
        }
        Job job = new Job(jid, fun, user, now, Set.copyOf(minions), new HashSet<>(minions));
        jobs.put(jid, job);
        if (minions.size() > 1) {
            open.put(jid, job);
        }
    }

    void returned(String jid, String minion) {
        Job job = jobs.get(jid);
        if (job != null) {
            job.running().remove(minion);
        }
    }

    /**
     * Who has not returned a job that at least half of its minions have returned; each is named once for each job.
     *
     * @param patienceMillis what a job is given to be returned in @param most of them in this call; the others come with the next
     */
    List<Absent> takeAbsent(long patienceMillis, int most, long now) {
        for (Iterator<Job> left = open.values().iterator(); left.hasNext(); ) {
            Job job = left.next();
            if (now - job.at() >= patienceMillis
                    && 2 * job.running().size() <= job.minions().size()) {
                left.remove();
                job.running().forEach(minion -> absent.add(new Absent(minion, job)));
            }
        }
        List<Absent> taken = new ArrayList<>();
        while (taken.size() < most && !absent.isEmpty()) {
            Absent one = absent.poll();
            if (one.job().running().contains(one.minion())) {
                taken.add(one);
            }
        }
        return taken;
    }

    /** What it is busy with. */
    Optional<String> runningOn(String minion) {
        return jobs.values().stream()
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
        return jobs.values().stream()
                .filter(job -> job.at() <= when && when - job.at() <= BEFORE_MILLIS)
                .filter(job -> lost.stream().filter(job.minions()::contains).count() >= MOST_OF_THEM * lost.size())
                .reduce((earlier, later) -> later)
                .map(Job::words);
    }
}
