package io.brine.monitor.health;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the master itself is well: what looks like five thousand dead minions is a dead network card here far more often. A gateway
 * counts from its first answer on, as many never answer anybody.
 */
final class SelfCheck {
    private static final long LONGEST_GAP_MILLIS = 5_000;
    private static final double MOST_DESCRIPTORS = 0.90;
    private static final double MOST_DISK = 0.95;
    private static final int REACH_MILLIS = 1_000;
    private static final int MISSES = 2;

    private final List<String> gateways;
    private final Path disk;
    private final Map<String, Integer> misses = new HashMap<>();
    private volatile Optional<String> surroundings = Optional.empty();
    private long lastTick;
    private long lastWall;

    /** @param gateways auto, none, or addresses @param disk a directory of the master */
    SelfCheck(List<String> gateways, Path disk) {
        this.gateways = gateways;
        this.disk = disk;
    }

    /** Called by the watch each time. @param now of its own clock @param wall of the host's clock */
    Optional<String> illness(long now, long wall) {
        long gap = lastTick == 0 ? 0 : now - lastTick;
        long jump = lastTick == 0 ? 0 : Math.abs(wall - lastWall - gap);
        lastTick = now;
        lastWall = wall;
        if (gap > LONGEST_GAP_MILLIS) {
            return Optional.of("the watch itself stood still for " + gap / 1000 + " s");
        }
        if (jump > LONGEST_GAP_MILLIS) {
            return Optional.of("this host's clock has jumped by " + jump / 1000 + " s");
        }
        return surroundings;
    }

    /** The checks that take time, on another thread, every few seconds. */
    void lookAround() {
        surroundings = descriptors().or(this::disk).or(this::gateway);
    }

    private static Optional<String> descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            long used = open.count();
            return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                    .filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split("\\s+")[3])
                    .filter(limit -> limit.matches("\\d+") && used > MOST_DESCRIPTORS * Long.parseLong(limit))
                    .map(limit -> used + " of " + limit + " file descriptors are in use")
                    .findFirst();
        } catch (IOException notHere) {
            return Optional.empty();
        }
    }

    private Optional<String> disk() {
        try {
            FileStore store = Files.getFileStore(disk);
            double used = 1 - (double) store.getUsableSpace() / Math.max(1, store.getTotalSpace());
            return used > MOST_DISK
                    ? Optional.of("the disk of " + disk + " is " + Math.round(used * 100) + " % full")
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of("the disk of " + disk + " cannot be read: " + unreadable.getMessage());
        }
    }

    private Optional<String> gateway() {
        for (String gateway : gateways.equals(List.of("auto")) ? defaultRoutes(routes()) : gateways) {
            if (!gateway.equals("none") && isSilent(gateway)) {
                return Optional.of("the gateway " + gateway + " is silent");
            }
        }
        return Optional.empty();
    }

    private boolean isSilent(String gateway) {
        boolean answers;
        try {
            answers = InetAddress.getByName(gateway).isReachable(REACH_MILLIS);
        } catch (IOException unreachable) {
            answers = false;
        }
        return judged(gateway, answers);
    }

    /** Silent is who answered once and has missed two in a row. */
    boolean judged(String gateway, boolean answers) {
        if (answers) {
            misses.put(gateway, 0);
        } else {
            misses.computeIfPresent(gateway, (same, before) -> before + 1);
        }
        return misses.getOrDefault(gateway, 0) >= MISSES;
    }

    private static List<String> routes() {
        try {
            return Files.readAllLines(Path.of("/proc/net/route"));
        } catch (IOException notHere) {
            return List.of();
        }
    }

    /** The gateways of the default routes in {@code /proc/net/route}, whose addresses are hexadecimal, lowest byte first. */
    static List<String> defaultRoutes(List<String> lines) {
        List<String> gateways = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+");
            if (words.length > 2 && words[1].equals("00000000") && words[2].matches("[0-9A-Fa-f]{8}")) {
                long address = Long.parseLong(words[2], 16);
                if (address != 0) {
                    gateways.add((address & 255) + "." + (address >> 8 & 255) + "." + (address >> 16 & 255) + "."
                            + (address >> 24 & 255));
                }
            }
        }
        return gateways;
    }
}
