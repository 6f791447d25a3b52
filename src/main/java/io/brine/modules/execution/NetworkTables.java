package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.grains.Host;
import io.brine.grains.IpAddress;
import io.brine.grains.IpNetwork;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Routes, neighbours and connections of the host. Source: 3006.0 modules/network.py _ip_route_linux, active_tcp, arp */
final class NetworkTables {
    private static final Pattern ROUTE_TO =
            Pattern.compile("(?:via\\s+([\\w.:]+))?\\s+dev\\s+([\\w.:\\-]+)\\s+.*src\\s+([\\w.:]+)");

    private final Host host;

    NetworkTables(Host host) {
        this.host = host;
    }

    void register(Registrar functions) {
        functions.add(
                "routes",
                Parameters.of("family=None"),
                "Return the routes, of inet, inet6 or both.\nsalt '*' network.routes",
                (context, arguments) -> routes(arguments));
        functions.add(
                "default_route",
                Parameters.of("family=None"),
                "Return the default routes, of inet, inet6 or both.\nsalt '*' network.default_route",
                (context, arguments) -> routes(arguments).stream()
                        .filter(route -> List.of("0.0.0.0", "::/0", "default").contains(route.get("destination")))
                        .toList());
        functions.add(
                "get_route",
                Parameters.of("ip"),
                "Return the route to an address.\nsalt '*' network.get_route 10.10.10.10",
                (context, arguments) -> routeTo(arguments.text("ip")));
        functions.add(
                "active_tcp",
                Parameters.of(),
                "Return the open TCP connections.\nsalt '*' network.active_tcp",
                (context, arguments) -> activeTcp());
        functions.add(
                "arp",
                Parameters.of(),
                "Return the addresses of the neighbours by hardware address.\nsalt '*' network.arp",
                (context, arguments) -> neighbours());
    }

    private List<Map<String, Object>> routes(Arguments arguments) {
        Optional<String> family = arguments.optionalText("family");
        if (family.isPresent() && !List.of("inet", "inet6").contains(family.get())) {
            throw new CommandExecutionException("Invalid address family " + family.get());
        }
        List<Map<String, Object>> routes = new ArrayList<>();
        for (String line : lines("ip", "-4", "route", "show", "table", "main")) {
            take(routes, ProcText.words(line), "inet");
        }
        for (String line : lines("ip", "-6", "route", "show", "table", "all")) {
            take(routes, ProcText.words(line), "inet6");
        }
        routes.removeIf(route -> family.isPresent() && !family.get().equals(route.get("addr_family")));
        return routes;
    }

    private List<String> lines(String... argv) {
        return host.commands()
                .output(argv)
                .map(output -> output.lines().toList())
                .orElse(List.of());
    }

    private static void take(List<Map<String, Object>> routes, List<String> words, String family) {
        if (words.isEmpty()) {
            return;
        }
        boolean isSix = family.equals("inet6");
        int dev = words.indexOf("dev");
        String device = dev >= 0 && dev + 1 < words.size() ? words.get(dev + 1) : "";
        String first = words.get(0);
        if (first.equals("default")) {
            boolean isVia = words.size() > 2 && words.get(1).equals("via");
            String gateway = isVia ? words.get(2) : isSix ? "::" : "0.0.0.0";
            routes.add(route(family, isSix ? "::/0" : "0.0.0.0", gateway, isSix ? "" : "0.0.0.0", "UG", device));
        } else if (isSix && first.equals("local")) {
            routes.add(route(family, words.get(1) + "/128", "::", "", "U", device));
        } else if (isSix && first.contains(":")) {
            routes.add(route(family, first, "::", "", "U", device));
        } else if (!isSix && IpNetwork.parse(first).isPresent()) {
            IpNetwork network = IpNetwork.parse(first).get();
            routes.add(route(
                    family,
                    network.network().toString(),
                    "0.0.0.0",
                    network.netmask().toString(),
                    "U",
                    device));
        }
    }

    private static Map<String, Object> route(String... fields) {
        String[] names = {"addr_family", "destination", "gateway", "netmask", "flags", "interface"};
        Map<String, Object> route = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            route.put(names[i], fields[i]);
        }
        return route;
    }

    private Object routeTo(String ip) {
        if (IpAddress.parse(ip).isEmpty()) {
            throw new InvocationException("'" + ip + "' does not appear to be an IPv4 or IPv6 address");
        }
        Matcher found = ROUTE_TO.matcher(String.join(" ", lines("ip", "route", "get", ip)));
        if (!found.find()) {
            throw new CommandExecutionException("There is no route to " + ip);
        }
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("destination", ip);
        route.put("gateway", found.group(1));
        route.put("interface", found.group(2));
        route.put("source", found.group(3));
        return route;
    }

    /** Established connections, numbered. */
    private Map<Object, Object> activeTcp() {
        Map<Object, Object> connections = new LinkedHashMap<>();
        for (String file : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            for (String line : host.files().lines(file)) {
                List<String> words = ProcText.words(line);
                if (words.size() > 3 && words.get(3).equals("01")) {
                    String[] local = words.get(1).split(":");
                    String[] remote = words.get(2).split(":");
                    Map<String, Object> connection = new LinkedHashMap<>();
                    connection.put("local_addr", address(local[0]));
                    connection.put("local_port", Long.parseLong(local[1], 16));
                    connection.put("remote_addr", address(remote[0]));
                    connection.put("remote_port", Long.parseLong(remote[1], 16));
                    connections.put((long) connections.size(), connection);
                }
            }
        }
        return connections;
    }

    /** Words of 32 bits in the byte order of a little-endian machine; an IPv4 address inside IPv6 is shown as IPv4. */
    private static String address(String hex) {
        StringBuilder bytes = new StringBuilder();
        for (int word = 0; word + 8 <= hex.length(); word += 8) {
            for (int pair = 6; pair >= 0; pair -= 2) {
                bytes.append(hex, word + pair, word + pair + 2);
            }
        }
        BigInteger value = new BigInteger(bytes.toString(), 16);
        boolean isMapped = hex.length() == 32 && bytes.toString().startsWith("0".repeat(20) + "FFFF");
        return isMapped
                ? new IpAddress(value.and(BigInteger.valueOf(0xffffffffL)), false).toString()
                : new IpAddress(value, hex.length() == 32).toString();
    }

    private Map<String, Object> neighbours() {
        Map<String, Object> neighbours = new LinkedHashMap<>();
        for (String line : host.files().lines("/proc/net/arp")) {
            List<String> words = ProcText.words(line);
            if (words.size() >= 6 && words.get(3).contains(":")) {
                neighbours.put(words.get(3), words.get(0));
            }
        }
        return neighbours;
    }
}
