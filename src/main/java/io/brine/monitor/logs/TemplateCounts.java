package io.brine.monitor.logs;

import java.time.Instant;
import java.util.Arrays;

/** How often one template came: by the minute for an hour, by the hour for a week. Not thread-safe. */
final class TemplateCounts {
    private static final int MINUTES = 60;
    private static final int HOURS = 168;
    /** A burst is five times the usual, and at least so many in a minute. */
    private static final int BURST_FACTOR = 5;

    private static final int BURST_LEAST = 10;

    private final int[] minutes = new int[MINUTES];
    private final int[] hours = new int[HOURS];
    private final long firstHour;
    private long minute;
    private long hour;
    private boolean toldBurst;
    private long total;
    final Instant first;
    Instant last;
    String source = "";

    TemplateCounts(Instant now) {
        this.first = now;
        this.last = now;
        this.minute = now.getEpochSecond() / 60;
        this.hour = minute / 60;
        this.firstHour = hour;
    }

    /** One more. @return true if this one makes it a burst; once for each */
    boolean add(Instant now, String from) {
        moveTo(now);
        total++;
        last = now;
        source = from;
        int inMinute = ++minutes[(int) (minute % MINUTES)];
        hours[(int) (hour % HOURS)]++;
        boolean burst = inMinute >= BURST_LEAST && inMinute > BURST_FACTOR * usualPerMinute();
        boolean isFirst = burst && !toldBurst;
        toldBurst = burst;
        return isFirst;
    }

    /** The median of the hours before this one; 0 in the first. */
    private double usualPerMinute() {
        int known = (int) Math.min(HOURS - 1, hour - firstHour);
        if (known == 0) {
            return 0;
        }
        int[] before = new int[known];
        for (int back = 1; back <= known; back++) {
            before[back - 1] = hours[(int) ((hour - back) % HOURS)];
        }
        Arrays.sort(before);
        return before[known / 2] / 60.0;
    }

    private void moveTo(Instant now) {
        long nowMinute = Math.max(minute, now.getEpochSecond() / 60);
        for (long at = Math.max(minute + 1, nowMinute - MINUTES + 1); at <= nowMinute; at++) {
            minutes[(int) (at % MINUTES)] = 0;
        }
        long nowHour = nowMinute / 60;
        for (long at = Math.max(hour + 1, nowHour - HOURS + 1); at <= nowHour; at++) {
            hours[(int) (at % HOURS)] = 0;
        }
        minute = nowMinute;
        hour = nowHour;
    }

    long total() {
        return total;
    }

    long lastHour(Instant now) {
        moveTo(now);
        return Arrays.stream(minutes).asLongStream().sum();
    }
}
