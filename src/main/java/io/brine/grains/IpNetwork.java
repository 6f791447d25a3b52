package io.brine.grains;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;

/** A network, read and written as Python's {@code ipaddress} does. */
public record IpNetwork(IpAddress network, int prefixLength) implements Comparable<IpNetwork> {
    private static final Comparator<IpNetwork> ORDER =
            Comparator.comparing(IpNetwork::network).thenComparingInt(IpNetwork::prefixLength);

    /** The network this address lies in. */
    public static IpNetwork of(IpAddress address, int prefixLength) {
        BigInteger mask = mask(prefixLength, address.bits());
        return new IpNetwork(new IpAddress(address.value().and(mask), address.isV6()), prefixLength);
    }

    /** {@code address/prefix} or {@code address/netmask}; a bare address is a network of its own. Host bits may be set. */
    public static Optional<IpNetwork> parse(String text) {
        String[] parts = text.split("/", -1);
        Optional<IpAddress> address = IpAddress.parse(parts[0]);
        if (address.isEmpty() || parts.length > 2) {
            return Optional.empty();
        }
        if (parts.length == 1) {
            return Optional.of(of(address.get(), address.get().bits()));
        }
        return prefixLength(parts[1], address.get()).map(length -> of(address.get(), length));
    }

    /** As {@link #parse}, but host bits must not be set. */
    public static Optional<IpNetwork> parseStrict(String text) {
        return parse(text).filter(net -> IpAddress.parse(text.split("/", -1)[0]).equals(Optional.of(net.network())));
    }

    private static Optional<Integer> prefixLength(String text, IpAddress address) {
        if (text.matches("[0-9]{1,3}")) {
            return Optional.of(Integer.parseInt(text)).filter(length -> length <= address.bits());
        }
        if (address.isV6()) {
            return Optional.empty();
        }
        return IpAddress.parse(text).filter(mask -> !mask.isV6()).flatMap(IpNetwork::lengthOfMask);
    }

    private static Optional<Integer> lengthOfMask(IpAddress mask) {
        int length = Integer.bitCount(mask.value().intValue());
        return Optional.of(length).filter(ones -> mask(ones, 32).equals(mask.value()));
    }

    private static BigInteger mask(int prefixLength, int bits) {
        return BigInteger.ONE.shiftLeft(prefixLength).subtract(BigInteger.ONE).shiftLeft(bits - prefixLength);
    }

    public IpAddress netmask() {
        return new IpAddress(mask(prefixLength, network.bits()), network.isV6());
    }

    public IpAddress broadcast() {
        return new IpAddress(network.value().add(size()).subtract(BigInteger.ONE), network.isV6());
    }

    /** How many addresses it has. */
    public BigInteger size() {
        return BigInteger.ONE.shiftLeft(network.bits() - prefixLength);
    }

    public boolean contains(IpAddress address) {
        return address.isV6() == network.isV6() && of(address, prefixLength).equals(this);
    }

    public boolean isLoopback() {
        return network.isLoopback() && broadcast().isLoopback();
    }

    @Override
    public int compareTo(IpNetwork other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return network + "/" + prefixLength;
    }
}
