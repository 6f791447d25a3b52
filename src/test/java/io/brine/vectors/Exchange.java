package io.brine.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request on 4506 and the reply it got.
 *
 * @param at seconds since the conversation began
 * @param reply null if it got none
 */
record Exchange(double at, byte[] request, byte[] reply) {
    /** Pairs requests and replies of each connection in their order. */
    static List<Exchange> of(List<?> messages) {
        Map<Object, List<Exchange>> open = new LinkedHashMap<>();
        List<Exchange> all = new ArrayList<>();
        for (Object item : messages) {
            Fields message = new Fields(item);
            if (!message.text("socket").startsWith("req")) {
                continue;
            }
            List<byte[]> frames = frames(message);
            byte[] body = frames.get(frames.size() - 1);
            List<Exchange> waiting = open.computeIfAbsent(message.get("connection"), none -> new ArrayList<>());
            if (message.text("direction").startsWith("client")) {
                waiting.add(new Exchange(((Number) message.get("at")).doubleValue(), body, null));
            } else if (!waiting.isEmpty()) {
                Exchange asked = waiting.remove(0);
                all.add(new Exchange(asked.at(), asked.request(), body));
            }
        }
        return all;
    }

    static List<byte[]> frames(Fields message) {
        return message.list("frames").stream().map(TypedJson::base64).toList();
    }
}
