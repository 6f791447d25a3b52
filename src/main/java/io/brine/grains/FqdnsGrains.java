package io.brine.grains;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code fqdns}: the names of all addresses that are not loopback. One question to the name server per address, so it
 * is the first source to be late when name servers are. Source: 3006.0 grains/core.py fqdns, modules/network.py fqdns
 */
final class FqdnsGrains implements GrainsSource {
    private final Host host;
    private final NameService names;

    FqdnsGrains(Host host, NameService names) {
        this.host = host;
        this.names = names;
    }

    @Override
    public Map<String, Object> grains() {
        Map<String, Object> network = new NetworkGrains(host).grains();
        TreeSet<String> fqdns = new TreeSet<>();
        for (String family : List.of("ipv4", "ipv6")) {
            for (Object text : (List<?>) network.get(family)) {
                IpAddress.parse(text.toString())
                        .filter(address -> !address.isLoopback() && !isGivenUp())
                        .flatMap(names::nameOf)
                        .ifPresent(fqdns::add);
            }
        }
        return Map.of("fqdns", List.copyOf(fqdns));
    }

    private static boolean isGivenUp() {
        return Thread.currentThread().isInterrupted();
    }

    @Override
    public Map<String, Object> whenLate() {
        return Map.of("fqdns", List.of());
    }
}
