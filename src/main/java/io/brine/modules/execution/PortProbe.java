package io.brine.modules.execution;

import io.brine.functions.Arguments;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code network.connect}: whether a TCP port answers. Source: 3006.0 modules/network.py connect */
final class PortProbe {
    private PortProbe() {}

    /** {result, comment}. */
    static Map<String, Object> run(Arguments arguments) {
        Optional<String> host = arguments.optionalText("host").filter(text -> !text.isEmpty());
        Optional<Long> port = arguments.optionalInteger("port").filter(number -> number > 0);
        if (host.isEmpty()) {
            return result(false, "Required argument, host, is missing.");
        }
        if (port.isEmpty()) {
            return result(false, "Required argument, port, is missing.");
        }
        Object seconds = arguments.varKwargs().getOrDefault("timeout", 5L);
        int timeoutMillis = (int) (Double.parseDouble(seconds.toString()) * 1000);
        String target = host.get();
        String where = " on tcp port " + port.get();
        try (Socket socket = new Socket()) {
            InetAddress address = InetAddress.getByName(target);
            String named = target + " (" + address.getHostAddress() + ")";
            try {
                socket.connect(new InetSocketAddress(address, port.get().intValue()), timeoutMillis);
                return result(true, "Successfully connected to " + named + where);
            } catch (IOException refused) {
                return result(false, "Unable to connect to " + named + where);
            }
        } catch (UnknownHostException unknown) {
            return result(false, "Unable to resolve host " + target + where);
        } catch (IOException cannotClose) {
            return result(false, "Unable to connect to " + target + where);
        }
    }

    private static Map<String, Object> result(boolean isReached, String comment) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("result", isReached);
        result.put("comment", comment);
        return result;
    }
}
