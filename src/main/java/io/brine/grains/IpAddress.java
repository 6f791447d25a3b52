package io.brine.grains;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An IPv4 or IPv6 address, read and written as Python's {@code ipaddress} does. */
public record IpAddress(BigInteger value, boolean isV6) implements Comparable<IpAddress> {

    public static IpAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new IpAddress(new BigInteger(1, bytes), bytes.length == 16);
    }

    /** Empty for anything that is not exactly an address. */
    public static Optional<IpAddress> parse(String text) {
        return text.contains(":") ? parseV6(text) : parseV4(text).map(value -> new IpAddress(value, false));
    }

    private static Optional<BigInteger> parseV4(String text) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            return Optional.empty();
        }
        long value = 0;
        for (String octet : octets) {
            if (!octet.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(octet) > 255) {
                return Optional.empty();
            }
            value = value << 8 | Integer.parseInt(octet);
        }
        return Optional.of(BigInteger.valueOf(value));
    }

    private static Optional<IpAddress> parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap != text.lastIndexOf("::")) {
            return Optional.empty();
        }
        Optional<List<Integer>> head = groups(gap < 0 ? text : text.substring(0, gap));
        Optional<List<Integer>> tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int count = head.get().size() + tail.get().size();
        if (gap < 0 ? count != 8 : count > 7) {
            return Optional.empty();
        }
        List<Integer> groups = new ArrayList<>(head.get());
        while (groups.size() + tail.get().size() < 8) {
            groups.add(0);
        }
        groups.addAll(tail.get());
        BigInteger value = BigInteger.ZERO;
        for (int group : groups) {
            value = value.shiftLeft(16).or(BigInteger.valueOf(group));
        }
        return Optional.of(new IpAddress(value, true));
    }

    private static Optional<List<Integer>> groups(String text) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            Optional<BigInteger> v4 = i == parts.length - 1 ? parseV4(parts[i]) : Optional.empty();
            if (v4.isPresent()) {
                groups.add(v4.get().shiftRight(16).intValue());
                groups.add(v4.get().intValue() & 0xffff);
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups);
    }

    public int bits() {
        return isV6 ? 128 : 32;
    }

    public boolean isLoopback() {
        return isV6 ? value.equals(BigInteger.ONE) : value.shiftRight(24).intValue() == 127;
    }

    private int group(int index) {
        return value.shiftRight(112 - 16 * index).intValue() & 0xffff;
    }

    @Override
    public int compareTo(IpAddress other) {
        return isV6 != other.isV6 ? Boolean.compare(isV6, other.isV6) : value.compareTo(other.value);
    }

    @Override
    public String toString() {
        if (!isV6) {
            long bits = value.longValue();
            return (bits >> 24) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255);
        }
        int gapStart = -1;
        int gapLength = 1;
        for (int start = 0; start < 8; start++) {
            int length = 0;
            while (start + length < 8 && group(start + length) == 0) {
                length++;
            }
            if (length > gapLength) {
                gapStart = start;
                gapLength = length;
            }
        }
        return gapStart < 0 ? hex(0, 8) : hex(0, gapStart) + "::" + hex(gapStart + gapLength, 8);
    }

    private String hex(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(index -> Integer.toHexString(group(index)))
                .collect(Collectors.joining(":"));
    }
}
