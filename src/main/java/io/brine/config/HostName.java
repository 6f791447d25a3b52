package io.brine.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The name a host gives itself, from which an id is made when none is configured: the first of the fully qualified name,
 * the host name, the names in /etc/hostname, /etc/nodename and of this host in /etc/hosts that is not a name of the
 * loopback. Source: 3006.0 salt/utils/network.py _generate_minion_id.
 */
@FunctionalInterface
public interface HostName {
    /** Never empty; {@code localhost} if the host has no name. */
    String name();

    static HostName ofThisHost() {
        return () -> first(Path.of("/"));
    }

    /** Reads the files below this root instead of {@code /}; the DNS is asked only if they name no domain. */
    private static String first(Path root) {
        List<String> hosts = lines(root.resolve("etc/hosts"));
        String hostName = lines(root.resolve("proc/sys/kernel/hostname")).stream()
                .findFirst()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .orElseGet(HostName::askedOfTheSystem);
        List<String> candidates = new ArrayList<>(List.of(qualified(hostName, hosts), hostName));
        for (String file : List.of("etc/hostname", "etc/nodename", "etc/hosts")) {
            for (List<String> line : words(lines(root.resolve(file)))) {
                if (line.size() == 1
                        || line.get(0).startsWith("127.")
                        || line.get(0).startsWith("::1")) {
                    candidates.addAll(line);
                }
            }
        }
        return candidates.stream().filter(HostName::namesAHost).findFirst().orElse("localhost");
    }

    private static boolean namesAHost(String name) {
        Pattern loopback = Pattern.compile(
                "localhost.*|ip6-.*|ipv6-.*|127\\..*|0\\.0\\.0\\.0|::1.*|fe0[02]::.*|1\\.0\\.0.*\\.ip6\\.arpa");
        return !name.isEmpty() && !loopback.matcher(name).matches();
    }

    /** As {@code socket.getfqdn}: the line of /etc/hosts that holds the name, then the DNS. */
    private static String qualified(String hostName, List<String> hosts) {
        if (hostName.contains(".")) {
            return hostName;
        }
        for (List<String> line : words(hosts)) {
            if (line.subList(1, line.size()).contains(hostName)) {
                return line.stream()
                        .skip(1)
                        .filter(name -> name.contains("."))
                        .findFirst()
                        .orElse(hostName);
            }
        }
        try {
            InetAddress address = InetAddress.getByName(hostName);
            String canonical = address.getCanonicalHostName();
            return canonical.equals(address.getHostAddress()) ? hostName : canonical;
        } catch (UnknownHostException unknown) {
            return hostName;
        }
    }

    private static String askedOfTheSystem() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unknown) {
            return "";
        }
    }

    private static List<List<String>> words(List<String> lines) {
        List<List<String>> words = new ArrayList<>();
        for (String line : lines) {
            String said = line.split("#", 2)[0].strip();
            if (!said.isEmpty()) {
                words.add(Arrays.asList(said.split("\\s+")));
            }
        }
        return words;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException absent) {
            return List.of();
        }
    }
}
