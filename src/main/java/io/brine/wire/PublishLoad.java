package io.brine.wire;

import io.brine.data.DataException;
import io.brine.data.Trees;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Job as published on PUB 4505: {fun: str|list, arg: list, tgt: str|list, tgt_type: str, jid: str, ret: str, user, ...} in the
 * order it was written (PROTOCOL 5.2). {@code fields} is all of it, without {@code serial}.
 */
public record PublishLoad(Map<String, Object> fields) {
    /** @throws WireException if fun, arg, tgt or jid is missing or of another type */
    public PublishLoad {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        require(fields.get("fun") instanceof String || fields.get("fun") instanceof List, "fun");
        require(fields.get("arg") instanceof List, "arg");
        require(fields.get("tgt") != null, "tgt");
        require(Jid.of(fields.get("jid")).isPresent(), "jid");
    }

    private static void require(boolean met, String field) {
        if (!met) {
            throw new WireException("publish load without usable " + field);
        }
    }

    /** @throws WireException if it is not a map, or not a publish load */
    public static PublishLoad of(Object tree) {
        try {
            return new PublishLoad(Trees.fields(tree));
        } catch (DataException wrong) {
            throw new WireException("publish load: " + wrong.getMessage());
        }
    }

    public Jid jid() {
        return Jid.of(fields.get("jid")).orElseThrow();
    }

    /** The function, or the list of functions of a multi-function job. */
    public List<Object> funs() {
        return fields.get("fun") instanceof List<?> funs ? List.copyOf(funs) : List.of(fields.get("fun"));
    }

    public boolean isMultiFunction() {
        return fields.get("fun") instanceof List;
    }

    /** The arguments; of a multi-function job a list of argument lists. May hold nil. */
    public List<Object> arg() {
        return Collections.unmodifiableList((List<?>) fields.get("arg"));
    }

    /** Text, or a list of ids. */
    public Object tgt() {
        return fields.get("tgt");
    }

    public String tgtType() {
        return text("tgt_type").orElse("glob");
    }

    public String delimiter() {
        return text("delimiter").orElse(":");
    }

    /** Comma list of returners, mostly empty. */
    public String ret() {
        return text("ret").orElse("");
    }

    public Optional<String> user() {
        return text("user");
    }

    private Optional<String> text(String field) {
        return fields.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
