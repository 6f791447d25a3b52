package io.brine.monitor.board;

import io.brine.master.ConnectionBook;
import java.time.Duration;

/** Where nobody watches the health of minions, connections are all that can be touched. */
final class LinkHands implements Hands {
    private final ConnectionBook connections;

    LinkHands(ConnectionBook connections) {
        this.connections = connections;
    }

    @Override
    public boolean kick(long connection, String who) {
        return connections.kick(connection, who);
    }

    @Override
    public boolean repair(String minion, String who) {
        return false;
    }

    @Override
    public boolean maintenance(String minion, Duration length, String who, String why) {
        return false;
    }

    @Override
    public boolean acknowledge(long incident, String who, String text) {
        return false;
    }

    @Override
    public boolean silence(long incident, Duration length, String who, String text) {
        return false;
    }

    @Override
    public boolean close(long incident, String who, String text) {
        return false;
    }

    @Override
    public boolean hold(boolean on, String who) {
        return false;
    }
}
