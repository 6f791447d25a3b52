package io.brine.vectors;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.wire.Event;
import io.brine.wire.EventBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What payload.dumps and payload.loads give, frames of the event socket, events as they are fired. */
final class MsgPackCorpus implements Corpus {
    @Override
    public String name() {
        return "msgpack";
    }

    @Override
    public String source() {
        return "msgpack.json";
    }

    @Override
    public int requiredPercent() {
        return 100;
    }

    @Override
    public List<CaseResult> run(Path dir) throws IOException {
        List<CaseResult> results = new ArrayList<>();
        for (Object item : (List<?>) TypedJson.file(dir.resolve(source())).get("cases")) {
            Map<?, ?> test = (Map<?, ?>) item;
            results.add(CaseResult.of((String) test.get("id"), () -> difference(test)));
        }
        return results;
    }

    private static Optional<String> difference(Map<?, ?> test) {
        return switch ((String) test.get("kind")) {
            case "dumps_loads" -> dumpsLoads(test);
            case "loads" -> loads(test, TypedJson.base64(test.get("input")));
            case "frame" -> frame(test);
            case "event_fire" -> event(test);
            default -> Optional.of("unknown kind " + test.get("kind"));
        };
    }

    private static Optional<String> dumpsLoads(Map<?, ?> test) {
        return dumps(test, "dumps_raw", MsgPack::packWire)
                .or(() -> dumps(test, "dumps_bin", MsgPack::packLocal))
                .or(() -> loadsOf(test, "dumps_raw", "loads_of_raw"))
                .or(() -> loadsOf(test, "dumps_bin", "loads_of_bin"));
    }

    private static Optional<String> dumps(Map<?, ?> test, String field, Function<Object, byte[]> pack) {
        Map<?, ?> expected = (Map<?, ?>) test.get(field);
        Object value = TypedJson.value(test.get("object"));
        if (value instanceof TypedJson.Extension) {
            return Optional.empty(); // no tree holds a broken extension; its bytes are read below
        }
        if (expected.get("message") instanceof String words && words.contains("'frozenset' object")) {
            value = new TypedJson.Foreign("a frozenset, which the notation writes as a set");
        }
        try {
            byte[] packed = pack.apply(value);
            return expected.containsKey("ok")
                    ? Difference.between(TypedJson.base64(expected.get("ok")), packed)
                            .map(text -> field + ": " + text)
                    : Optional.of(field + ": expected " + expected.get("error"));
        } catch (DataException refused) {
            return expected.containsKey("ok") ? Optional.of(field + ": " + refused) : Optional.empty();
        }
    }

    private static Optional<String> loadsOf(Map<?, ?> test, String bytes, String loads) {
        Object packed = ((Map<?, ?>) test.get(bytes)).get("ok");
        return packed == null
                ? Optional.empty()
                : loads((Map<?, ?>) test.get(loads), TypedJson.base64(packed)).map(text -> loads + " " + text);
    }

    private static Optional<String> loads(Map<?, ?> expected, byte[] packed) {
        return load(expected, "default", packed, MsgPack::unpackWire)
                .or(() -> load(expected, "encoding_utf8", packed, MsgPack::unpackLocal))
                .or(() -> load(expected, "raw_true", packed, MsgPack::unpackRaw));
    }

    private static Optional<String> load(
            Map<?, ?> expected, String variant, byte[] packed, Function<byte[], Object> unpack) {
        Map<?, ?> outcome = (Map<?, ?>) expected.get(variant);
        try {
            Object got = unpack.apply(packed);
            if (!outcome.containsKey("ok")) {
                return Optional.of(variant + ": expected " + outcome.get("error") + " got " + PyText.repr(got));
            }
            Object wanted = TypedJson.value(outcome.get("ok"));
            if (wanted instanceof TypedJson.Foreign foreign) {
                return foreign(foreign, got);
            }
            boolean rawKeys = variant.equals("raw_true") || variant.equals("encoding_utf8");
            return Difference.between(rawKeys ? textKeys(wanted) : wanted, rawKeys ? textKeys(got) : got)
                    .map(text -> variant + ": " + text);
        } catch (DataException refused) {
            return outcome.containsKey("ok") ? Optional.of(variant + ": " + refused) : Optional.empty();
        }
    }

    /** MessagePack's own timestamp is the one foreign object that is read: as an Instant. */
    private static Optional<String> foreign(TypedJson.Foreign wanted, Object got) {
        String shown = got instanceof Instant instant
                ? "Timestamp: Timestamp(seconds=%d, nanoseconds=%d)"
                        .formatted(instant.getEpochSecond(), instant.getNano())
                : PyText.repr(got);
        return Difference.between(wanted.text(), shown);
    }

    /** Raw reading gives keys as text where the reference gives bytes. */
    private static Object textKeys(Object tree) {
        if (tree instanceof List<?> items) {
            return items.stream().map(MsgPackCorpus::textKeys).toList();
        }
        if (!(tree instanceof Map<?, ?> map)) {
            return tree;
        }
        Map<Object, Object> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> texts.put(
                key instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : key, textKeys(value)));
        return texts;
    }

    private static Optional<String> frame(Map<?, ?> test) {
        Map<Object, Object> frame = new LinkedHashMap<>();
        frame.put("head", test.get("header") == null ? Map.of() : TypedJson.value(test.get("header")));
        frame.put("body", TypedJson.value(test.get("body")));
        return Difference.between(TypedJson.base64(test.get("frame_msg_ipc")), MsgPack.packLocal(frame))
                .or(() -> Difference.between(TypedJson.base64(test.get("frame_msg")), MsgPack.packLocal(frame)));
    }

    private static Optional<String> event(Map<?, ?> test) {
        Map<String, Object> data = Trees.fields(TypedJson.value(test.get("data_with_stamp")));
        Event event = new Event((String) test.get("tag"), data);
        int limit = ((Long) test.get("max_event_size")).intValue();
        byte[] body = EventBody.pack(event, limit);
        Map<Object, Object> frame = new LinkedHashMap<>();
        frame.put("head", Map.of());
        frame.put("body", body);
        List<?> unpacked = (List<?>) TypedJson.value(test.get("unpack"));
        return Difference.between(TypedJson.base64(test.get("sent_body")), body)
                .or(() -> Difference.between(TypedJson.base64(test.get("sent_ipc_frame")), MsgPack.packLocal(frame)))
                .or(() -> Difference.between(
                        unpacked.get(0), EventBody.unpack(body).tag()))
                .or(() -> Difference.between(
                        unpacked.get(1), EventBody.unpack(body).data()));
    }
}
