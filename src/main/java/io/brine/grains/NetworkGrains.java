package io.brine.grains;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ipv4 ipv6 ip_interfaces ip4_interfaces ip6_interfaces hwaddr_interfaces}. Source: 3006.0 grains/core.py
 * ip_fqdn, ip_interfaces and the functions after it
 */
final class NetworkGrains implements GrainsSource {
    private final Host host;

    NetworkGrains(Host host) {
        this.host = host;
    }

    @Override
    public Map<String, Object> grains() {
        Map<String, Map<String, Object>> interfaces = new NetworkInterfaces(host).read();
        Map<String, Object> hwaddrs = new LinkedHashMap<>();
        Map<String, Object> all = new LinkedHashMap<>();
        Map<String, Object> four = new LinkedHashMap<>();
        Map<String, Object> six = new LinkedHashMap<>();
        interfaces.forEach((name, data) -> {
            if (data.containsKey("hwaddr")) {
                hwaddrs.put(name, data.get("hwaddr"));
            }
            four.put(name, addresses(data, "inet"));
            six.put(name, addresses(data, "inet6"));
            all.put(name, allAddresses(data));
        });
        Map<String, Object> grains = new LinkedHashMap<>();
        grains.put("hwaddr_interfaces", hwaddrs);
        grains.put("ip4_interfaces", four);
        grains.put("ip6_interfaces", six);
        grains.put("ipv4", sorted(four));
        grains.put("ipv6", sorted(six));
        grains.put("ip_interfaces", all);
        return grains;
    }

    private static List<Object> addresses(Map<String, Object> data, String type) {
        List<Object> addresses = texts(data.get(type), Optional.empty());
        addresses.addAll(texts(data.get("secondary"), Optional.of(type)));
        return addresses;
    }

    private static List<Object> allAddresses(Map<String, Object> data) {
        List<Object> addresses = texts(data.get("inet"), Optional.empty());
        addresses.addAll(texts(data.get("inet6"), Optional.empty()));
        addresses.addAll(texts(data.get("secondary"), Optional.empty()));
        return addresses;
    }

    private static List<Object> texts(Object entries, Optional<String> type) {
        List<Object> texts = new ArrayList<>();
        if (entries instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof Map<?, ?> address
                        && (type.isEmpty() || type.get().equals(address.get("type")))) {
                    texts.add(address.get("address"));
                }
            }
        }
        return texts;
    }

    private static List<Object> sorted(Map<String, Object> byInterface) {
        return byInterface.values().stream()
                .flatMap(addresses -> ((List<?>) addresses).stream())
                .flatMap(text -> IpAddress.parse(text.toString()).stream())
                .distinct()
                .sorted()
                .map(address -> (Object) address.toString())
                .toList();
    }
}
