package io.brine.monitor.health;

import io.brine.config.ConfigException;
import io.brine.config.HealthConfig;
import io.brine.target.IpAddress;
import io.brine.target.IpNetwork;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where a minion stands: what its grain says, else the first network its address is in, else nobody knows. */
final class Sites {
    private final String grain;
    private final Map<String, IpNetwork> networks = new LinkedHashMap<>();

    /** @throws ConfigException for a network that is none */
    Sites(HealthConfig.Sites config) {
        grain = config.grain();
        config.cidr()
                .forEach((site, text) -> networks.put(
                        site,
                        IpNetwork.parse(text)
                                .orElseThrow(() -> new ConfigException(
                                        "option 'mon:sites:cidr:" + site + "' is no network: " + text))));
    }

    /** @param address {@code host:port}, or empty */
    String of(Map<String, Object> grains, String address) {
        if (grains.get(grain) instanceof String site && !site.isEmpty()) {
            return site;
        }
        Optional<IpAddress> ip = IpAddress.parse(host(address));
        return networks.entrySet().stream()
                .filter(network -> ip.isPresent() && network.getValue().contains(ip.get()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /** {@code 10.0.0.7:51234} and {@code [fe80::1]:51234} without their ports. */
    static String host(String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
