package io.brine.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One master as a minion knows it. @param host name or address, an IPv6 address without brackets @param port of its request server */
public record MasterAddress(String host, int port) {
    private static final Pattern BRACKETED = Pattern.compile("\\[([^]]+)](?::(\\d{1,5}))?");
    private static final Pattern HOST_AND_PORT = Pattern.compile("([^:]+):(\\d{1,5})");

    /** {@code host}, {@code host:port}, {@code [v6]}, {@code [v6]:port} or a bare IPv6 address. */
    static MasterAddress parse(String text, int standardPort) {
        Matcher bracketed = BRACKETED.matcher(text);
        if (bracketed.matches()) {
            return new MasterAddress(bracketed.group(1), port(bracketed.group(2), standardPort));
        }
        Matcher named = HOST_AND_PORT.matcher(text);
        return named.matches()
                ? new MasterAddress(named.group(1), port(named.group(2), standardPort))
                : new MasterAddress(text, standardPort);
    }

    private static int port(String digits, int standardPort) {
        return digits == null ? standardPort : Integer.parseInt(digits);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
