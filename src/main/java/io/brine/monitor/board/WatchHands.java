package io.brine.monitor.board;

import io.brine.monitor.health.HealthWatch;
import java.time.Duration;

/** What people do goes to the watch of health; it has its own gates. */
final class WatchHands implements Hands {
    private final Hands links;
    private final HealthWatch watch;

    /** @param links does what is done to connections */
    WatchHands(Hands links, HealthWatch watch) {
        this.links = links;
        this.watch = watch;
    }

    @Override
    public boolean kick(long connection, String who) {
        return links.kick(connection, who);
    }

    @Override
    public boolean repair(String minion, String who) {
        return watch.retry(minion, who);
    }

    @Override
    public boolean maintenance(String minion, Duration length, String who, String why) {
        return watch.maintenance(minion, length, who, why);
    }

    @Override
    public boolean acknowledge(long incident, String who, String text) {
        return watch.acknowledge(incident, who, text);
    }

    @Override
    public boolean silence(long incident, Duration length, String who, String text) {
        return watch.silenceIncident(incident, length, who, text);
    }

    @Override
    public boolean close(long incident, String who, String text) {
        return watch.closeIncident(incident, who, text);
    }

    @Override
    public boolean hold(boolean on, String who) {
        if (on) {
            watch.hold(who, "on the dashboard");
            return true;
        }
        return watch.release("HOLD");
    }
}
