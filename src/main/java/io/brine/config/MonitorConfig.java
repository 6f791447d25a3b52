package io.brine.config;

import java.time.Duration;
import java.util.List;

/**
 * {@code mon:}, how a master is watched and watches.
 *
 * @param enabled {@code enabled}, true: whether the daemon is watched at all
 * @param health how minions are watched, repaired and told of
 */
public record MonitorConfig(
        boolean enabled,
        Heartbeat heartbeat,
        SlowSubscriber slowSubscriber,
        Metrics metrics,
        Canary canary,
        History history,
        LogsConfig logs,
        HealthConfig health) {
    private static final int A_DAY_SECONDS = 86_400;
    private static final int MOST_SECONDS = 366 * A_DAY_SECONDS;

    /**
     * PINGs of the publish port to those who subscribe.
     *
     * @param interval {@code interval}, 10 seconds; 0 sends none
     * @param timeout {@code timeout}, 30 seconds of silence after a PING end the connection
     */
    public record Heartbeat(Duration interval, Duration timeout) {}

    /**
     * When a subscriber of the publish port that does not take what is sent to it is cut off, so that it starts afresh.
     *
     * @param patience {@code seconds}, 60: nothing was taken for so long, or messages were lost and the queue was not empty for so
     *     long; 0 cuts nobody off
     * @param mostBytes {@code bytes}, 67108864: more than that waits for it, and has for ten seconds
     */
    public record SlowSubscriber(Duration patience, long mostBytes) {}

    /**
     * What {@code /metrics} tells.
     *
     * @param port {@code port}, 0: none of its own; 2112 is where salt-exporter's scrapers look
     * @param address {@code address} of that port, 127.0.0.1
     * @param perMinion {@code per_minion}, false: series that carry a minion's id
     * @param ignoreTest {@code ignore_test}, false: runs with {@code test=True} are not counted
     * @param ignoreMine {@code ignore_mine}, false: {@code mine.update} is not counted
     * @param healthFunctions {@code health_functions}, state.highstate: whose last result is kept for each minion
     * @param healthStates {@code health_states}, highstate: of those, which states
     * @param mostFunctions {@code most_functions}, 200: functions with series of their own; the others are {@code other}
     */
    public record Metrics(
            int port,
            String address,
            boolean perMinion,
            boolean ignoreTest,
            boolean ignoreMine,
            List<String> healthFunctions,
            List<String> healthStates,
            int mostFunctions) {}

    /**
     * A file that each minion pulls in turn, so that a broken pull is noticed before a state needs it.
     *
     * @param every {@code every}, 21600 seconds: how often each minion is asked; 0 never
     * @param sizeBytes {@code size}, 65536
     * @param timeout {@code timeout}, 60 seconds
     * @param slow {@code slow}, 5 seconds: a right pull that took longer is called slow
     */
    public record Canary(Duration every, int sizeBytes, Duration timeout, Duration slow) {}

    /**
     * Events that are kept for replay.
     *
     * @param enabled {@code enabled}, true
     * @param keep {@code keep}, 86400 seconds
     * @param mostEvents {@code most_events}, 200000: the oldest are forgotten when there are more
     * @param ignore {@code ignore}: tags (globs) that are not kept
     */
    public record History(boolean enabled, Duration keep, int mostEvents, List<String> ignore) {}

    static MonitorConfig from(Options options) {
        OptionBlock mon = OptionBlock.of(options, "mon");
        boolean enabled = mon.flag("enabled", true);
        MonitorConfig read = new MonitorConfig(
                enabled,
                heartbeat(mon.block("heartbeat")),
                slowSubscriber(mon.block("slow_subscriber")),
                metrics(mon.block("metrics")),
                canary(mon.block("canary")),
                history(mon.block("history")),
                LogsConfig.from(mon.block("logs")),
                HealthConfig.from(mon, options.isSet("mon") && enabled));
        mon.finish();
        return read;
    }

    private static Heartbeat heartbeat(OptionBlock block) {
        Heartbeat read = new Heartbeat(
                seconds(block.number("interval", 10, 0, 3600)), seconds(block.number("timeout", 30, 1, 3600)));
        block.finish();
        return read;
    }

    private static SlowSubscriber slowSubscriber(OptionBlock block) {
        SlowSubscriber read = new SlowSubscriber(
                seconds(block.number("seconds", 60, 0, A_DAY_SECONDS)),
                block.whole("bytes", 64 << 20, 1, Integer.MAX_VALUE));
        block.finish();
        return read;
    }

    private static Metrics metrics(OptionBlock block) {
        Metrics read = new Metrics(
                block.whole("port", 0, 0, 65_535),
                block.text("address", "127.0.0.1"),
                block.flag("per_minion", false),
                block.flag("ignore_test", false),
                block.flag("ignore_mine", false),
                block.texts("health_functions", List.of("state.highstate")),
                block.texts("health_states", List.of("highstate")),
                block.whole("most_functions", 200, 1, 5000));
        block.finish();
        return read;
    }

    private static Canary canary(OptionBlock block) {
        Canary read = new Canary(
                seconds(block.number("every", 21_600, 0, MOST_SECONDS)),
                block.whole("size", 65_536, 1, 64 << 20),
                seconds(block.number("timeout", 60, 1, 3600)),
                seconds(block.number("slow", 5, 0.001, 3600)));
        block.finish();
        return read;
    }

    private static History history(OptionBlock block) {
        History read = new History(
                block.flag("enabled", true),
                seconds(block.number("keep", A_DAY_SECONDS, 60, MOST_SECONDS)),
                block.whole("most_events", 200_000, 100, 50_000_000),
                block.texts("ignore", List.of()));
        block.finish();
        return read;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }
}
