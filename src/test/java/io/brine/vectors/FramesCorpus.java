package io.brine.vectors;

import io.brine.channel.SerialGate;
import io.brine.data.MsgPack;
import io.brine.data.MsgPackStream;
import io.brine.data.Trees;
import io.brine.wire.Event;
import io.brine.wire.EventBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Recorded conversations of real masters, minions and command lines. Each request is given to our server channel, each reply
 * and publish to our minion's, each event frame is decoded and encoded again. One case is one conversation.
 */
final class FramesCorpus implements Corpus {
    private final String name;

    /** @param name also its folder: {@code frames} or {@code frames-v3} */
    FramesCorpus(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String source() {
        return name;
    }

    @Override
    public int requiredPercent() {
        return 100;
    }

    @Override
    public List<CaseResult> run(Path dir) throws IOException {
        Path folder = dir.resolve(name);
        Map<String, Recording> recordings = recordings(folder);
        List<CaseResult> results = new ArrayList<>();
        for (Path file : files(folder)) {
            String id = file.getFileName().toString().replace(".json", "");
            Fields conversation = new Fields(TypedJson.file(file));
            Recording recording = recordings.get(conversation.text("recording"));
            results.add(CaseResult.of(id, () -> difference(recording, conversation)));
        }
        return results;
    }

    private static Map<String, Recording> recordings(Path folder) throws IOException {
        Map<String, Recording> recordings = new LinkedHashMap<>();
        Fields keys = new Fields(TypedJson.file(folder.resolve("keys.json")));
        if (keys.has("rsa")) {
            recordings.put("a", new Recording(keys));
            recordings.put("b", new Recording(new Fields(TypedJson.file(folder.resolve("keys-b.json")))));
            return recordings;
        }
        keys.map().forEach((recording, content) -> {
            if (content instanceof Map<?, ?> map && map.containsKey("rsa")) {
                recordings.put((String) recording, new Recording(new Fields(map)));
            }
        });
        return recordings;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.endsWith(".json") && !name.startsWith("keys") && !name.equals("order.json");
                    })
                    .sorted()
                    .toList();
        }
    }

    private static Optional<String> difference(Recording recording, Fields conversation) {
        return exchanges(recording, conversation)
                .or(() -> publishes(recording, conversation))
                .or(() -> events(conversation));
    }

    private static Optional<String> exchanges(Recording recording, Fields conversation) {
        ServerReplay server = new ServerReplay(recording);
        ClientReplay client = new ClientReplay(recording);
        Instant start = null;
        for (Exchange exchange : Exchange.of(conversation.list("messages"))) {
            OpenedExchange opened = OpenedExchange.of(recording, exchange);
            if (start == null && opened.load() != null && opened.load().get("ts") instanceof Long ts) {
                start = Instant.ofEpochSecond(ts).minusMillis((long) (exchange.at() * 1000));
            }
            Instant now = (start == null ? Instant.now() : start).plusMillis((long) (exchange.at() * 1000));
            Optional<String> difference = server.check(opened, now).or(() -> client.check(opened));
            if (difference.isPresent()) {
                return difference.map(text -> "at " + exchange.at() + " " + text);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> publishes(Recording recording, Fields conversation) {
        ClientReplay client = new ClientReplay(recording);
        for (Object item : conversation.list("messages")) {
            Fields message = new Fields(item);
            if (message.text("socket").startsWith("pub")
                    && message.text("direction").startsWith("master")) {
                Optional<String> difference =
                        client.publish(Exchange.frames(message), message.fields("decoded"), new SerialGate());
                if (difference.isPresent()) {
                    return difference;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> events(Fields conversation) {
        MsgPackStream stream = new MsgPackStream(1 << 24);
        for (Object item : conversation.list("event_bus")) {
            Fields recorded = new Fields(item);
            stream.feed(recorded.bytes("frame"));
            Map<String, Object> frame = Trees.fields(stream.take().orElseThrow().value());
            Event event = EventBody.unpack(Trees.bytes(frame.get("body")));
            Map<String, Object> again = new LinkedHashMap<>();
            again.put("head", frame.get("head"));
            again.put("body", EventBody.pack(event));
            Optional<String> difference = Difference.between(recorded.text("tag"), event.tag())
                    .or(() -> Difference.between(recorded.bytes("frame"), MsgPack.packLocal(again)));
            if (difference.isPresent()) {
                return difference.map(text -> "event " + event.tag() + ": " + text);
            }
        }
        return Optional.empty();
    }
}
