package io.brine.grains;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code localhost fqdn host domain fqdn_ip4 fqdn_ip6}. The full name is the canonical name the resolver gives for the
 * host name. When the resolver is slow, the host name and {@code /etc/hosts} answer instead. Source: 3006.0
 * grains/core.py hostname, ip_fqdn; utils/network.py get_fqhostname
 */
final class FqdnGrains implements GrainsSource {
    private final Host host;
    private final NameService names;

    FqdnGrains(Host host, NameService names) {
        this.host = host;
        this.names = names;
    }

    @Override
    public Map<String, Object> grains() {
        String localhost = localhost();
        String fqdn = canonicalName(localhost).or(() -> fromHosts(localhost)).orElse(localhost);
        List<IpAddress> addresses = names.addresses(fqdn);
        return grains(localhost, fqdn, addresses);
    }

    @Override
    public Map<String, Object> whenLate() {
        String localhost = localhost();
        return grains(localhost, fromHosts(localhost).orElse(localhost), List.of());
    }

    private static Map<String, Object> grains(String localhost, String fqdn, List<IpAddress> addresses) {
        Map<String, Object> grains = new LinkedHashMap<>();
        grains.put("localhost", localhost);
        grains.put("fqdn", fqdn);
        int dot = fqdn.indexOf('.');
        grains.put("host", dot < 0 ? fqdn : fqdn.substring(0, dot));
        grains.put("domain", dot < 0 ? "" : fqdn.substring(dot + 1));
        grains.put("fqdn_ip4", texts(addresses, false));
        grains.put("fqdn_ip6", texts(addresses, true));
        return grains;
    }

    private static List<Object> texts(List<IpAddress> addresses, boolean isV6) {
        return addresses.stream()
                .filter(address -> address.isV6() == isV6)
                .distinct()
                .map(address -> (Object) address.toString())
                .toList();
    }

    private String localhost() {
        return host.files()
                .word("/proc/sys/kernel/hostname")
                .or(() -> host.files().word("/etc/hostname"))
                .orElse("localhost");
    }

    /** What {@code getaddrinfo} with AI_CANONNAME answers, which {@code getent ahosts} prints in its first line. */
    private Optional<String> canonicalName(String name) {
        return host.commands()
                .output("getent", "ahosts", name)
                .flatMap(output -> output.lines().findFirst())
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length == 3 && columns[1].equals("STREAM"))
                .map(columns -> columns[2]);
    }

    /** The first name of the line of {@code /etc/hosts} that holds this name. */
    private Optional<String> fromHosts(String name) {
        return host.files().lines("/etc/hosts").stream()
                .map(line -> List.of(line.split("#", -1)[0].strip().split("\\s+")))
                .filter(words ->
                        words.size() > 1 && words.subList(1, words.size()).contains(name))
                .map(words -> words.get(1))
                .findFirst();
    }
}
