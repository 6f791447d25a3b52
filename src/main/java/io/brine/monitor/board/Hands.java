package io.brine.monitor.board;

import io.brine.master.ConnectionBook;
import io.brine.monitor.health.HealthWatch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a person may do to what the board shows. Each method answers whether there was anything to do it to; where nobody watches the
 * health of minions, connections are all that can be touched. The watch has gates of its own.
 */
public final class Hands {
    private final ConnectionBook connections;
    private final Optional<HealthWatch> watch;

    Hands(ConnectionBook connections, Optional<HealthWatch> watch) {
        this.connections = connections;
        this.watch = watch;
    }

    private boolean watched(Predicate<HealthWatch> act) {
        return watch.filter(act).isPresent();
    }

    /** Closes a connection; a minion connects again by itself. */
    public boolean kick(long connection, String who) {
        return connections.kick(connection, who);
    }

    /** One more attempt to repair. */
    public boolean repair(String minion, String who) {
        return watched(one -> one.retry(minion, who));
    }

    /** @param length zero ends it */
    public boolean maintenance(String minion, Duration length, String who, String why) {
        return watched(one -> one.maintenance(minion, length, who, why));
    }

    public boolean acknowledge(long incident, String who, String text) {
        return watched(one -> one.acknowledge(incident, who, text));
    }

    /** Nobody is told of it for a while. */
    public boolean silence(long incident, Duration length, String who, String text) {
        return watched(one -> one.silenceIncident(incident, length, who, text));
    }

    public boolean close(long incident, String who, String text) {
        return watched(one -> one.closeIncident(incident, who, text));
    }

    /** No repair begins. */
    public boolean hold(String who) {
        watch.ifPresent(one -> one.hold(who, "on the dashboard"));
        return watch.isPresent();
    }

    public boolean release() {
        return watched(one -> one.release("HOLD"));
    }
}
