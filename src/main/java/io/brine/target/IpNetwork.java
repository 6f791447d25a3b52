package io.brine.target;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An address or a network as Python's {@code ipaddress} reads them. A network with host bits set is none.
 * @param ones length of the prefix @param single an address: it is looked for as text, not by value
 * Source: 3006.0 salt/matchers/ipcidr_match.py.
 */
public record IpNetwork(IpAddress address, int ones, boolean single) {
    /** An address, {@code address/prefix} or, for IPv4, {@code address/mask}. */
    public static Optional<IpNetwork> parse(String text) {
        Optional<IpAddress> alone = IpAddress.parse(text);
        if (alone.isPresent()) {
            return alone.map(address -> new IpNetwork(address, address.bits(), true));
        }
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        Optional<IpAddress> base = IpAddress.parse(text.substring(0, slash))
                .filter(address -> address.scope().isEmpty());
        return base.flatMap(address -> prefix(text.substring(slash + 1), address)
                .map(ones -> new IpNetwork(address, ones, false))
                .filter(IpNetwork::hasNoHostBits));
    }

    /** Looks at the grain ipv4 or ipv6: a list, or one text. */
    boolean holdsOneOf(Map<String, Object> grains) {
        Object given = grains.get(address.bits() == 32 ? "ipv4" : "ipv6");
        if (single) {
            String text = address.toString();
            return given instanceof List<?> list
                    ? list.contains(text)
                    : given instanceof String one && one.contains(text);
        }
        List<?> items = given instanceof List<?> list ? list : given == null ? List.of() : List.of(given);
        return items.stream()
                .anyMatch(item -> item instanceof String text
                        && IpAddress.parse(text).filter(this::contains).isPresent());
    }

    public boolean contains(IpAddress other) {
        return other.bits() == address.bits() && network(other.value()).equals(address.value());
    }

    private BigInteger network(BigInteger value) {
        int host = address.bits() - ones;
        return value.shiftRight(host).shiftLeft(host);
    }

    private boolean hasNoHostBits() {
        return network(address.value()).equals(address.value());
    }

    private static Optional<Integer> prefix(String text, IpAddress address) {
        if (text.matches("[0-9]{1,3}")) {
            return Optional.of(Integer.parseInt(text)).filter(ones -> ones <= address.bits());
        }
        return address.bits() == 32
                ? IpAddress.parse(text).filter(mask -> mask.bits() == 32).flatMap(IpNetwork::maskLength)
                : Optional.empty();
    }

    /** 255.255.255.0 as well as 0.0.0.255. */
    private static Optional<Integer> maskLength(IpAddress mask) {
        int bits = mask.value().intValue();
        int hosts = bits < 0 || bits == 0 ? ~bits : bits;
        boolean contiguous = (hosts & hosts + 1) == 0;
        return contiguous ? Optional.of(32 - Integer.bitCount(hosts)) : Optional.empty();
    }
}
