package io.brine.grains;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code dns}: what {@code resolv.conf} says. Source: 3006.0 grains/core.py dns, utils/dns.py parse_resolv */
final class DnsGrains implements GrainsSource {
    private static final String RESOLVED = "/run/systemd/resolve/resolv.conf";

    private final HostFiles files;

    DnsGrains(HostFiles files) {
        this.files = files;
    }

    @Override
    public Map<String, Object> grains() {
        String file = files.exists(RESOLVED) ? RESOLVED : "/etc/resolv.conf";
        return files.text(file)
                .map(text -> Map.<String, Object>of("dns", parse(text)))
                .orElse(Map.of());
    }

    static Map<String, Object> parse(String text) {
        Resolver resolver = new Resolver();
        for (String line : text.lines().toList()) {
            List<String> words = List.of(line.strip().split("\\s+"));
            List<String> values = words.stream()
                    .skip(1)
                    .takeWhile(word -> !word.startsWith("#") && !word.startsWith(";"))
                    .toList();
            if (!values.isEmpty()) {
                resolver.take(words.get(0).toLowerCase(Locale.ROOT), values);
            }
        }
        return resolver.tree();
    }

    private static final class Resolver {
        private final List<Object> nameservers = new ArrayList<>();
        private final List<Object> four = new ArrayList<>();
        private final List<Object> six = new ArrayList<>();
        private final List<Object> sortlist = new ArrayList<>();
        private final List<Object> options = new ArrayList<>();
        private String domain = "";
        private List<String> search = List.of();

        void take(String directive, List<String> values) {
            switch (directive) {
                case "nameserver" -> IpAddress.parse(values.get(0)).ifPresent(this::addNameserver);
                case "domain" -> domain = values.get(0);
                case "search" -> search = values;
                case "sortlist" -> values.forEach(value -> sortNetwork(value).ifPresent(net -> addOnce(sortlist, net)));
                case "options" -> addOnce(options, values.get(0));
                default -> {}
            }
        }

        private void addNameserver(IpAddress address) {
            addOnce(nameservers, address.toString());
            addOnce(address.isV6() ? six : four, address.toString());
        }

        /** A bare IPv4 address means the network of its class. */
        private static Optional<String> sortNetwork(String text) {
            Optional<IpNetwork> network = IpNetwork.parseStrict(text);
            if (network.isPresent()
                    && !text.contains("/")
                    && !network.get().network().isV6()) {
                int first = network.get().network().value().shiftRight(24).intValue();
                int length = first < 128 ? 8 : first < 192 ? 16 : 24;
                network = Optional.of(IpNetwork.of(network.get().network(), length));
            }
            return network.map(net -> net.network() + "/" + net.netmask());
        }

        private static void addOnce(List<Object> list, Object value) {
            if (!list.contains(value)) {
                list.add(value);
            }
        }

        Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("nameservers", nameservers);
            tree.put("ip4_nameservers", four);
            tree.put("ip6_nameservers", six);
            tree.put("sortlist", sortlist);
            tree.put("domain", domain);
            tree.put("search", search);
            tree.put("options", options);
            return tree;
        }
    }
}
