package io.brine.grains;

import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The network interfaces with their addresses, in the kernel's order: name to {@code {up, parent?, hwaddr?, inet?:
 * [{address, netmask, broadcast, label}], inet6?: [{address, prefixlen, scope}], secondary?: [{type, ...}]}}.
 *
 * <p>They are asked of {@code ip addr show}, which alone tells secondary addresses and labels; without it, of
 * {@code /sys/class/net} and the JDK. Source: 3006.0 utils/network.py linux_interfaces, _interfaces_ip
 */
public final class NetworkInterfaces {
    private static final Pattern HEADER = Pattern.compile("^\\d+:\\s+([\\w.\\-]+)(?:@)?([\\w.\\-]+)?:\\s+<(.+)>.*");

    private final Host host;

    public NetworkInterfaces(Host host) {
        this.host = host;
    }

    public Map<String, Map<String, Object>> read() {
        Optional<String> shown = host.commands().output("ip", "addr", "show");
        return shown.isPresent() ? parse(shown.get()) : fromKernel();
    }

    static Map<String, Map<String, Object>> parse(String shown) {
        Map<String, Map<String, Object>> interfaces = new LinkedHashMap<>();
        Map<String, Object> current = new LinkedHashMap<>();
        for (String line : shown.lines().toList()) {
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                current = new LinkedHashMap<>();
                current.put("up", List.of(header.group(3).split(",")).contains("UP"));
                if (header.group(2) != null) {
                    current.put("parent", header.group(2));
                }
                interfaces.put(header.group(1), current);
            } else if (line.startsWith(" ")) {
                takeDetail(current, List.of(line.strip().split("\\s+")));
            }
        }
        return interfaces;
    }

    private static void takeDetail(Map<String, Object> data, List<String> columns) {
        String type = columns.get(0);
        if (columns.size() < 2) {
            return;
        }
        if (type.startsWith("link")) {
            data.put("hwaddr", columns.get(1));
        } else if (type.equals("inet") || type.equals("inet6")) {
            Map<String, Object> address = new LinkedHashMap<>();
            boolean isSecondary = columns.contains("secondary");
            if (isSecondary) {
                address.put("type", type);
            }
            String[] cidr = columns.get(1).split("/");
            String prefix = cidr.length > 1 ? cidr[1] : "32";
            address.put("address", cidr[0]);
            if (type.equals("inet")) {
                address.put("netmask", netmask(Integer.parseInt(prefix)));
                address.put("broadcast", after(columns, "brd"));
                address.put("label", columns.get(columns.size() - 1));
            } else {
                address.put("prefixlen", prefix);
                address.put("scope", after(columns, "scope"));
            }
            add(data, isSecondary ? "secondary" : type, address);
        }
    }

    private static String after(List<String> columns, String word) {
        int at = columns.indexOf(word);
        return at < 0 || at + 1 >= columns.size() ? null : columns.get(at + 1);
    }

    private static String netmask(int prefixLength) {
        return IpNetwork.of(IpAddress.parse("0.0.0.0").orElseThrow(), prefixLength)
                .netmask()
                .toString();
    }

    @SuppressWarnings("unchecked")
    private static void add(Map<String, Object> data, String kind, Map<String, Object> address) {
        ((List<Object>) data.computeIfAbsent(kind, absent -> new ArrayList<>())).add(address);
    }

    private Map<String, Map<String, Object>> fromKernel() {
        Map<String, Map<String, Object>> interfaces = new LinkedHashMap<>();
        host.files().names("/sys/class/net").stream()
                .sorted(Comparator.comparingLong(name -> number("/sys/class/net/" + name + "/ifindex", 10)))
                .forEach(name -> interfaces.put(name, fromKernel(name)));
        return interfaces;
    }

    private Map<String, Object> fromKernel(String name) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("up", (number("/sys/class/net/" + name + "/flags", 16) & 1) == 1);
        host.files().word("/sys/class/net/" + name + "/address").ifPresent(mac -> data.put("hwaddr", mac));
        try {
            NetworkInterface known = NetworkInterface.getByName(name);
            if (known != null) {
                known.getInterfaceAddresses().forEach(address -> add(data, name, address));
            }
        } catch (SocketException gone) {
            // An interface that went away between two looks has no addresses.
            return data;
        }
        return data;
    }

    private static void add(Map<String, Object> data, String name, InterfaceAddress known) {
        IpAddress ip = IpAddress.of(known.getAddress());
        Map<String, Object> address = new LinkedHashMap<>();
        address.put("address", ip.toString());
        if (ip.isV6()) {
            address.put("prefixlen", String.valueOf(known.getNetworkPrefixLength()));
            boolean isLink = known.getAddress().isLinkLocalAddress();
            address.put("scope", ip.isLoopback() ? "host" : isLink ? "link" : "global");
        } else {
            address.put("netmask", netmask(known.getNetworkPrefixLength()));
            address.put(
                    "broadcast",
                    known.getBroadcast() == null ? null : known.getBroadcast().getHostAddress());
            address.put("label", name);
        }
        add(data, ip.isV6() ? "inet6" : "inet", address);
    }

    private long number(String file, int radix) {
        return host.files()
                .word(file)
                .map(word -> Long.parseLong(word.replace("0x", ""), radix))
                .orElse(0L);
    }
}
