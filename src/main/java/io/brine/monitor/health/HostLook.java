package io.brine.monitor.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Whether the host of a silent minion lives: its ssh port is tried from here and, if it is closed to us, by three minions of its site. */
final class HostLook {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int NEIGHBOURS_MILLIS = 8_000;

    private final Asker asker;
    private final int port;
    private final LongSupplier clock;

    /** @param port the ssh port */
    HostLook(Asker asker, int port, LongSupplier clock) {
        this.asker = asker;
        this.port = port;
        this.clock = clock;
    }

    /**
     * What was seen.
     *
     * @param fromHere whether the port is reached from here; empty without an address
     * @param byNeighbours whether it is reached by at least half of those who have answered, so that one that lies does not decide alone;
     *     empty if none was asked or none has answered
     * @param words for the story of the incident
     */
    record Seen(Optional<Boolean> fromHere, Optional<Boolean> byNeighbours, String words) {}

    /** Takes up to ten seconds. @param host empty if nobody knows it @param beside minions to ask */
    Seen at(String host, List<String> beside) {
        if (host.isEmpty()) {
            return new Seen(Optional.empty(), Optional.empty(), "no address of its host is known");
        }
        String where = "port " + port + " of " + host;
        if (isOpen(host, port)) {
            return new Seen(Optional.of(true), Optional.empty(), where + " is reached from here");
        }
        Map<String, Object> returns = ask(host, beside);
        List<String> reach = new ArrayList<>();
        List<String> fail = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (String id : beside) {
            if (!(returns.get(id) instanceof Map<?, ?> said)) {
                silent.add(id);
            } else if (Boolean.TRUE.equals(said.get("result"))) {
                reach.add(id);
            } else {
                fail.add(id);
            }
        }
        StringBuilder words = new StringBuilder(where + " is not reached from here");
        add(words, "reached by ", reach);
        add(words, "not reached by ", fail);
        add(words, "no answer from ", silent);
        return new Seen(
                Optional.of(false),
                weighed(reach.size(), fail.size()),
                beside.isEmpty() ? words + "; no minion is beside it" : words.toString());
    }

    /** @param reach how many reach it @param fail how many do not */
    static Optional<Boolean> weighed(int reach, int fail) {
        return reach + fail == 0 ? Optional.empty() : Optional.of(reach > 0 && reach >= fail);
    }

    private static void add(StringBuilder words, String how, List<String> minions) {
        if (!minions.isEmpty()) {
            words.append("; ").append(how).append(String.join(", ", minions));
        }
    }

    /** Whether the host takes or refuses connections to that port: both say that it lives. */
    static boolean isOpen(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return true;
        } catch (java.net.ConnectException refused) {
            return String.valueOf(refused.getMessage()).contains("refused");
        } catch (IOException | IllegalArgumentException unreachable) {
            return false;
        }
    }

    /** {@code {result: bool, comment: text}} by id. Source: 3006.0 modules/network.py connect. */
    private Map<String, Object> ask(String host, List<String> beside) {
        try {
            return asker.ask(beside, "network.connect", List.of(host, port), clock.getAsLong() + NEIGHBOURS_MILLIS)
                    .get(2 * NEIGHBOURS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException notAsked) {
            return Map.of();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }
}
