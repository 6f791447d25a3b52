package io.brine.grains;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ip_gw ip4_gw ip6_gw}: the first default route of each family from {@code /proc/net}; true if it has no
 * gateway, false if there is no default route. Source: 3006.0 grains/core.py default_gateway
 */
final class GatewayGrains implements GrainsSource {
    private static final long REJECT = 0x200;

    private final HostFiles files;

    GatewayGrains(HostFiles files) {
        this.files = files;
    }

    @Override
    public Map<String, Object> grains() {
        Optional<Object> four = fourth();
        Optional<Object> six = sixth();
        Map<String, Object> grains = new LinkedHashMap<>();
        grains.put("ip_gw", four.isPresent() || six.isPresent());
        grains.put("ip4_gw", four.orElse(false));
        grains.put("ip6_gw", six.orElse(false));
        return grains;
    }

    private Optional<Object> fourth() {
        return rows("/proc/net/route", 8).stream()
                .filter(row -> row[1].equals("00000000") && row[7].equals("00000000"))
                .filter(row -> (Long.parseLong(row[3], 16) & REJECT) == 0)
                .findFirst()
                .map(row ->
                        gateway(Integer.toUnsignedLong(Integer.reverseBytes(Integer.parseUnsignedInt(row[2], 16)))));
    }

    private static Object gateway(long address) {
        return address == 0 ? (Object) true : new IpAddress(BigInteger.valueOf(address), false).toString();
    }

    private Optional<Object> sixth() {
        return rows("/proc/net/ipv6_route", 10).stream()
                .filter(row -> row[1].equals("00") && row[0].matches("0{32}"))
                .filter(row -> (Long.parseLong(row[8], 16) & REJECT) == 0)
                .findFirst()
                .map(row -> new IpAddress(new BigInteger(row[4], 16), true))
                .map(address -> address.value().signum() == 0 ? (Object) true : address.toString());
    }

    private List<String[]> rows(String file, int columns) {
        return files.lines(file).stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(row -> row.length >= columns && !row[0].equals("Iface"))
                .toList();
    }
}
