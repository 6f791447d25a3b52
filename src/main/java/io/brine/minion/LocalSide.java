package io.brine.minion;

import io.brine.config.ConfigException;
import io.brine.config.SourceAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From where a minion connects: {@code source_interface_name}, {@code source_address} and the two ports, as the part of an endpoint
 * before the semicolon. Source: 3006.0 salt/minion.py prep_ip_port, resolve_dns; salt/transport/zeromq.py _get_master_uri
 *
 * @param ipv6 which addresses of an interface or a name count
 */
record LocalSide(SourceAddress source, boolean ipv6) {
    private static final Logger log = LoggerFactory.getLogger(LocalSide.class);

    /** {@code 10.0.0.2:0;}, {@code [fd00::2]:4000;}, {@code *:4000;} or nothing. @throws ConfigException for a source_address nobody knows */
    String before(int port) {
        Optional<String> host = source.interfaceName().isPresent()
                ? source.interfaceName().flatMap(this::ofInterface)
                : source.address().map(this::resolved);
        return host.isEmpty() && port == 0 ? "" : host.orElse("*") + ":" + port + ";";
    }

    /** Salt goes on without a source address when the interface has none, or is none. */
    private Optional<String> ofInterface(String name) {
        try {
            NetworkInterface found = NetworkInterface.getByName(name);
            if (found == null) {
                log.warn("{} is not a valid interface; source_interface_name is ignored", name);
                return Optional.empty();
            }
            if (!found.isUp()) {
                log.warn("The interface {} is down, so it cannot be used as source to connect to the master", name);
                return Optional.empty();
            }
            return found.inetAddresses().filter(this::isWanted).findFirst().map(LocalSide::text);
        } catch (SocketException unreadable) {
            log.warn("The addresses of the interface {} cannot be read: {}", name, unreadable.toString());
            return Optional.empty();
        }
    }

    private String resolved(String name) {
        try {
            return Arrays.stream(InetAddress.getAllByName(name))
                    .filter(this::isWanted)
                    .findFirst()
                    .map(LocalSide::text)
                    .orElseThrow(() -> new UnknownHostException(name));
        } catch (UnknownHostException nobody) {
            throw new ConfigException("source_address: " + name + " has no " + (ipv6 ? "IPv6" : "IPv4") + " address");
        }
    }

    private boolean isWanted(InetAddress address) {
        return ipv6 ? address instanceof Inet6Address : address instanceof Inet4Address;
    }

    private static String text(InetAddress address) {
        String plain = address.getHostAddress().replaceFirst("%.*", "");
        return address instanceof Inet6Address ? "[" + plain + "]" : plain;
    }
}
