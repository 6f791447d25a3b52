package io.brine.target;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An address as Python's {@code ipaddress} reads and writes it. @param bits 32 or 128 @param scope after {@code %} */
public record IpAddress(BigInteger value, int bits, Optional<String> scope) {
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

    public static Optional<IpAddress> parse(String text) {
        return text.indexOf(':') < 0 ? quad(text).map(value -> new IpAddress(value, 32, Optional.empty())) : six(text);
    }

    private static Optional<BigInteger> quad(String text) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            return Optional.empty();
        }
        long value = 0;
        for (String octet : octets) {
            if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
                return Optional.empty();
            }
            value = value << 8 | Integer.parseInt(octet);
        }
        return Optional.of(BigInteger.valueOf(value));
    }

    private static Optional<IpAddress> six(String text) {
        int percent = text.indexOf('%');
        Optional<String> scope = percent < 0 ? Optional.empty() : Optional.of(text.substring(percent + 1));
        if (scope.filter(name -> name.isEmpty() || name.contains("%")).isPresent()) {
            return Optional.empty();
        }
        return groups(percent < 0 ? text : text.substring(0, percent)).map(groups -> {
            BigInteger value = BigInteger.ZERO;
            for (int group : groups) {
                value = value.shiftLeft(16).or(BigInteger.valueOf(group));
            }
            return new IpAddress(value, 128, scope);
        });
    }

    /** Eight numbers of 16 bits. */
    private static Optional<List<Integer>> groups(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        Optional<List<Integer>> head = listed(gap < 0 ? text : text.substring(0, gap), gap < 0);
        Optional<List<Integer>> tail = gap < 0 ? Optional.of(List.of()) : listed(text.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int left = 8 - head.get().size() - tail.get().size();
        if (gap < 0 ? left != 0 : left < 1) {
            return Optional.empty();
        }
        List<Integer> groups = new ArrayList<>(head.get());
        for (int i = 0; i < left; i++) {
            groups.add(0);
        }
        groups.addAll(tail.get());
        return Optional.of(groups);
    }

    private static Optional<List<Integer>> listed(String text, boolean mayEndInQuad) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            Optional<BigInteger> quad = last && mayEndInQuad ? quad(parts[i]) : Optional.empty();
            if (quad.isPresent()) {
                groups.add(quad.get().shiftRight(16).intValue());
                groups.add(quad.get().intValue() & 0xffff);
            } else if (GROUP.matcher(parts[i]).matches()) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups);
    }

    /** The first of the longest runs of zeros becomes {@code ::}, if it is longer than one group. */
    @Override
    public String toString() {
        if (bits == 32) {
            int quad = value.intValue();
            return (quad >>> 24) + "." + (quad >>> 16 & 255) + "." + (quad >>> 8 & 255) + "." + (quad & 255);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = value.shiftRight(16 * (7 - i)).intValue() & 0xffff;
        }
        int start = 0;
        int longest = 0;
        for (int from = 0; from < 8; from++) {
            int length = 0;
            while (from + length < 8 && groups[from + length] == 0) {
                length++;
            }
            if (length > longest) {
                start = from;
                longest = length;
            }
        }
        String text = longest < 2 ? hex(groups, 0, 8) : hex(groups, 0, start) + "::" + hex(groups, start + longest, 8);
        return text + scope.map(name -> "%" + name).orElse("");
    }

    private static String hex(int[] groups, int from, int to) {
        List<String> hex = new ArrayList<>();
        for (int i = from; i < to; i++) {
            hex.add(Integer.toHexString(groups[i]));
        }
        return String.join(":", hex);
    }
}
