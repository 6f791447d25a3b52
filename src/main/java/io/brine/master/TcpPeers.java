package io.brine.master;

import io.brine.keys.KeyState;
import io.brine.keys.MinionKeys;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is connected to the publish port, guessed from outside the daemon as Salt does: remote addresses of established TCP
 * connections, looked up among the addresses in minions' cached grains. Source: 3006.0 utils/minions.py connected_ids.
 */
public final class TcpPeers {
    private static final String ESTABLISHED = "01";

    private final int publishPort;
    private final MinionKeys keys;
    private final MinionDataCache cache;

    public TcpPeers(int publishPort, MinionKeys keys, MinionDataCache cache) {
        this.publishPort = publishPort;
        this.keys = keys;
        this.cache = cache;
    }

    /** In order. */
    public Set<String> connected() {
        Set<String> addresses = new HashSet<>();
        addRemotes(Path.of("/proc/net/tcp"), addresses);
        addRemotes(Path.of("/proc/net/tcp6"), addresses);
        Set<String> ids = new TreeSet<>();
        for (String id : keys.ids(KeyState.ACCEPTED)) {
            cache.data(new MinionId(id)).ifPresent(data -> {
                if (hasAny(data.grains().get("ipv4"), addresses)
                        || hasAny(data.grains().get("ipv6"), addresses)) {
                    ids.add(id);
                }
            });
        }
        return ids;
    }

    private static boolean hasAny(Object grain, Set<String> addresses) {
        return grain instanceof List<?> list && list.stream().anyMatch(addresses::contains);
    }

    /** Lines are: number, local address:port, remote address:port, state, ...; all hexadecimal. */
    private void addRemotes(Path table, Set<String> addresses) {
        try {
            for (String line : Files.readAllLines(table)) {
                String[] fields = line.strip().split("\\s+");
                boolean ours = fields.length > 3
                        && fields[1].endsWith(String.format(":%04X", publishPort))
                        && fields[3].equals(ESTABLISHED);
                if (ours) {
                    addresses.add(address(fields[2].substring(0, fields[2].indexOf(':'))));
                }
            }
        } catch (IOException notLinux) {
            return;
        }
    }

    /** The kernel writes each four bytes in the machine's order. */
    private static String address(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int at = 0; at < bytes.length; at++) {
            int swapped = at / 4 * 4 + 3 - at % 4;
            bytes[swapped] = (byte) Integer.parseInt(hex.substring(at * 2, at * 2 + 2), 16);
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException wrongLength) {
            return "";
        }
    }
}
