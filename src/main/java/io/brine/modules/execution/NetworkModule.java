package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.grains.Commands;
import io.brine.grains.Host;
import io.brine.grains.IpAddress;
import io.brine.grains.IpNetwork;
import io.brine.grains.NetworkInterfaces;
import io.brine.target.Fnmatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code network}: interfaces, addresses and networks of the host. Source: 3006.0 modules/network.py, utils/network.py */
final class NetworkModule implements FunctionModule {
    private final Host host;

    NetworkModule(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "network";
    }

    @Override
    public void register(Registrar functions) {
        registerInterfaces(functions);
        registerAddresses(functions);
        registerNetworks(functions);
        registerCommands(functions);
        new NetworkTables(host).register(functions);
        functions.add(
                "connect",
                Parameters.of("host", "port=None", "**kwargs"),
                "Try to connect to a port.\nsalt '*' network.connect archlinux.org 80 timeout=3",
                (context, arguments) -> PortProbe.run(arguments));
    }

    private Map<String, Map<String, Object>> interfaces() {
        return new NetworkInterfaces(host).read();
    }

    private void registerInterfaces(Registrar functions) {
        Parameters iface = Parameters.of("iface");
        functions.add(
                "interfaces",
                Parameters.of(),
                "Return all interfaces with their addresses.\nsalt '*' network.interfaces",
                (context, arguments) -> interfaces());
        functions.add(
                "interface",
                iface,
                "Return the IPv4 addresses of an interface.\nsalt '*' network.interface eth0",
                (context, arguments) -> of(arguments, data -> data.getOrDefault("inet", "")));
        functions.add(
                "interface_ip",
                iface,
                "Return the first IPv4 address of an interface.\nsalt '*' network.interface_ip eth0",
                (context, arguments) -> of(
                        arguments,
                        data -> addresses(data, "inet").stream()
                                .findFirst()
                                .map(address -> address.get("address"))
                                .orElse("")));
        functions.add(
                "hw_addr",
                iface,
                "Return the hardware address of an interface.\nsalt '*' network.hw_addr eth0",
                (context, arguments) -> of(arguments, data -> data.getOrDefault("hwaddr", "")));
        functions.alias("hwaddr", "hw_addr");
    }

    private interface Question {
        Object ask(Map<String, Object> data);
    }

    private Object of(Arguments arguments, Question question) {
        Map<String, Map<String, Object>> all = interfaces();
        Map<String, Object> data = all.get(arguments.text("iface"));
        return data == null
                ? "Interface \"" + arguments.text("iface") + "\" not in available interfaces: \""
                        + String.join("\", \"", all.keySet()) + "\""
                : question.ask(data);
    }

    private void registerAddresses(Registrar functions) {
        functions.add(
                "ip_addrs",
                Parameters.of("interface=None", "include_loopback=False", "cidr=None", "type=None"),
                "Return the IPv4 addresses, of all or some interfaces, within a network, public or private.\n"
                        + "salt '*' network.ip_addrs",
                (context, arguments) -> texts(ipAddrs(arguments, "inet")));
        functions.alias("ipaddrs", "ip_addrs");
        functions.add(
                "ip_addrs6",
                Parameters.of("interface=None", "include_loopback=False", "cidr=None"),
                "Return the IPv6 addresses, of all or some interfaces, within a network.\nsalt '*' network.ip_addrs6",
                (context, arguments) -> texts(ipAddrs(arguments, "inet6")));
        functions.alias("ipaddrs6", "ip_addrs6");
        functions.add(
                "is_private",
                Parameters.of("ip_addr"),
                "Tell whether an address is private.\nsalt '*' network.is_private 10.0.0.3",
                (context, arguments) -> PrivateNetworks.contain(address(arguments, "ip_addr")));
        functions.add(
                "is_loopback",
                Parameters.of("ip_addr"),
                "Tell whether an address is the host's own.\nsalt '*' network.is_loopback 127.0.0.1",
                (context, arguments) -> address(arguments, "ip_addr").isLoopback());
        functions.add(
                "reverse_ip",
                Parameters.of("ip_addr"),
                "Return the name under which an address stands in the DNS.\nsalt '*' network.reverse_ip 127.0.0.1",
                (context, arguments) -> reversed(address(arguments, "ip_addr")));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> addresses(Map<String, Object> data, String family) {
        List<Map<String, Object>> found =
                new ArrayList<>((List<Map<String, Object>>) data.getOrDefault(family, List.of()));
        ((List<Map<String, Object>>) data.getOrDefault("secondary", List.of()))
                .stream().filter(address -> family.equals(address.get("type"))).forEach(found::add);
        return found;
    }

    private Stream<Map<String, Object>> addresses(Arguments arguments, String argument, String family) {
        List<String> globs = arguments.texts(argument);
        return interfaces().entrySet().stream()
                .filter(each ->
                        globs.isEmpty() || globs.stream().anyMatch(glob -> Fnmatch.matches(glob, each.getKey())))
                .flatMap(each -> addresses(each.getValue(), family).stream());
    }

    private List<IpAddress> ipAddrs(Arguments arguments, String family) {
        Optional<IpNetwork> cidr =
                arguments.optionalText("cidr").filter(text -> !text.isEmpty()).flatMap(IpNetwork::parseStrict);
        boolean isCidrGiven = arguments.flag("cidr");
        Object type = arguments.named().get("type");
        return addresses(arguments, "interface", family)
                .flatMap(address -> IpAddress.parse(String.valueOf(address.get("address"))).stream())
                .filter(address -> arguments.flag("include_loopback") || !address.isLoopback())
                .filter(address ->
                        !isCidrGiven || cidr.isPresent() && cidr.get().contains(address))
                .filter(address -> isCidrGiven || !"public".equals(type) || !PrivateNetworks.contain(address))
                .filter(address -> isCidrGiven || !"private".equals(type) || PrivateNetworks.contain(address))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Object> texts(List<?> values) {
        return values.stream().map(value -> (Object) value.toString()).toList();
    }

    private static IpAddress address(Arguments arguments, String name) {
        String text = arguments.text(name);
        return IpAddress.parse(text)
                .orElseThrow(
                        () -> new InvocationException("'" + text + "' does not appear to be an IPv4 or IPv6 address"));
    }

    private static String reversed(IpAddress address) {
        String digits = address.isV6()
                ? String.format("%032x", address.value()).replaceAll("(.)(?=.)", "$1.")
                : address.toString();
        List<String> parts = new ArrayList<>(List.of(digits.split("\\.")));
        Collections.reverse(parts);
        return String.join(".", parts) + (address.isV6() ? ".ip6.arpa" : ".in-addr.arpa");
    }

    private void registerNetworks(Registrar functions) {
        functions.add(
                "subnets",
                Parameters.of("interfaces=None"),
                "Return the IPv4 networks the host is in.\nsalt '*' network.subnets eth1",
                (context, arguments) -> texts(networks(arguments, "interfaces", "inet", false)));
        functions.add(
                "subnets6",
                Parameters.of(),
                "Return the IPv6 networks the host is in.\nsalt '*' network.subnets6",
                (context, arguments) -> texts(networks(arguments, "interfaces", "inet6", false)));
        functions.add(
                "ip_networks",
                Parameters.of("interface=None", "include_loopback=False", "verbose=False"),
                "Return the IPv4 networks the host is in.\nsalt '*' network.ip_networks",
                (context, arguments) ->
                        shown(networks(arguments, "interface", "inet", arguments.flag("include_loopback")), arguments));
        functions.add(
                "in_subnet",
                Parameters.of("cidr"),
                "Tell whether the host has an address in a network.\nsalt '*' network.in_subnet 10.0.0.0/16",
                (context, arguments) -> isAnyIn(
                        arguments.text("cidr"),
                        Stream.of("inet", "inet6")
                                .flatMap(family -> addresses(arguments, "interface", family))
                                .map(address -> String.valueOf(address.get("address")))
                                .filter(text ->
                                        !IpAddress.parse(text).orElseThrow().isLoopback())
                                .toList()));
        functions.add(
                "ip_in_subnet",
                Parameters.of("ip_addr", "cidr"),
                "Tell whether an address is in a network.\nsalt '*' network.ip_in_subnet 172.17.0.4 172.16.0.0/12",
                (context, arguments) -> isAnyIn(arguments.text("cidr"), List.of(arguments.text("ip_addr"))));
        functions.add(
                "convert_cidr",
                Parameters.of("cidr"),
                "Return network, netmask and broadcast address.\nsalt '*' network.convert_cidr 172.31.0.0/16",
                (context, arguments) -> converted(network(arguments.text("cidr"))));
        functions.add(
                "calc_net",
                Parameters.of("ip_addr", "netmask=None"),
                "Return the network of an address.\nsalt '*' network.calc_net 172.17.0.5 255.255.255.240",
                (context, arguments) -> network(arguments.text("ip_addr")
                                + arguments
                                        .optionalText("netmask")
                                        .map(mask -> "/" + mask)
                                        .orElse(""))
                        .toString());
    }

    static Map<String, Object> converted(IpNetwork network) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("network", network.network().toString());
        result.put("netmask", network.netmask().toString());
        result.put("broadcast", network.broadcast().toString());
        return result;
    }

    private static IpNetwork network(String text) {
        return IpNetwork.parse(text)
                .orElseThrow(() ->
                        new InvocationException(PyText.repr(text) + " does not appear to be an IPv4 or IPv6 network"));
    }

    private static boolean isAnyIn(String cidr, List<String> addresses) {
        Optional<IpNetwork> network = IpNetwork.parseStrict(cidr);
        return network.isPresent()
                && addresses.stream()
                        .flatMap(text -> IpAddress.parse(text).stream())
                        .anyMatch(network.get()::contains);
    }

    private List<IpNetwork> networks(Arguments arguments, String argument, String family, boolean withLoopback) {
        return addresses(arguments, argument, family)
                .flatMap(address -> IpNetwork.parse(
                        address.get("address") + "/" + address.get(family.equals("inet") ? "netmask" : "prefixlen"))
                        .stream())
                .filter(network -> withLoopback || !network.network().isLoopback() && !network.isLoopback())
                .distinct()
                .sorted()
                .toList();
    }

    private static Object shown(List<IpNetwork> networks, Arguments arguments) {
        if (!arguments.flag("verbose")) {
            return texts(networks);
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        for (IpNetwork network : networks) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("address", network.network().toString());
            details.put("netmask", network.netmask().toString());
            details.put("num_addresses", network.size().longValue());
            details.put("prefixlen", (long) network.prefixLength());
            shown.put(network.toString(), details);
        }
        return shown;
    }

    private void registerCommands(Registrar functions) {
        functions.add(
                "get_hostname",
                Parameters.of(),
                "Return the host name.\nsalt '*' network.get_hostname",
                (context, arguments) ->
                        host.files().word("/proc/sys/kernel/hostname").orElse("localhost"));
        functions.add(
                "get_fqdn",
                Parameters.of(),
                "Return the full name of the host.\nsalt '*' network.get_fqdn",
                (context, arguments) -> context.grains().getOrDefault("fqdn", ""));
        functions.add(
                "ping",
                Parameters.of("host", "timeout=False", "return_boolean=False"),
                "Ping a host four times.\nsalt '*' network.ping archlinux.org return_boolean=True",
                (context, arguments) -> ping(arguments));
        functions.add(
                "dig",
                Parameters.of("host"),
                "Ask the DNS with dig.\nsalt '*' network.dig archlinux.org",
                (context, arguments) -> run("dig", sanitized(arguments)).stdout());
    }

    /** Only what may stand in the name of a host. Source: 3006.0 utils/network.py sanitize_host */
    private static String sanitized(Arguments arguments) {
        String name = arguments.text("host").replaceAll("[^A-Za-z0-9_.:-]", "");
        if (name.startsWith("-")) {
            throw new InvocationException("A host name does not begin with a hyphen");
        }
        return name;
    }

    private Commands.Result run(String... argv) {
        return host.commands()
                .run(argv)
                .orElseThrow(
                        () -> new CommandExecutionException("Unable to run command '" + String.join(" ", argv) + "'"));
    }

    private Object ping(Arguments arguments) {
        String name = sanitized(arguments);
        Commands.Result result = arguments.flag("timeout")
                ? run("ping", "-W", Long.toString(arguments.integer("timeout")), "-c", "4", name)
                : run("ping", "-c", "4", name);
        return arguments.flag("return_boolean")
                ? (Object) result.isSuccess()
                : (result.stdout() + "\n" + result.stderr()).strip();
    }
}
