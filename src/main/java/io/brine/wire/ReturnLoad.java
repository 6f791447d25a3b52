package io.brine.wire;

import io.brine.data.DataException;
import io.brine.data.Trees;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A minion's return: {cmd: _return, id, success, return, retcode, jid, fun, fun_args, [user], [out], ...} in the order it was
 * written (PROTOCOL 8.4). {@code fields} is all of it.
 */
public record ReturnLoad(Map<String, Object> fields) {
    /** @throws WireException if return, jid or id is missing or unusable */
    public ReturnLoad {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        require(fields.containsKey("return"), "return");
        require(Jid.of(fields.get("jid")).isPresent(), "jid");
        require(MinionId.of(fields.get("id")).isPresent(), "id");
    }

    private static void require(boolean met, String field) {
        if (!met) {
            throw new WireException("return without usable " + field);
        }
    }

    /** @throws WireException if it is not a map, or not a return */
    public static ReturnLoad of(Object tree) {
        try {
            return new ReturnLoad(Trees.fields(tree));
        } catch (DataException wrong) {
            throw new WireException("return: " + wrong.getMessage());
        }
    }

    public MinionId id() {
        return MinionId.of(fields.get("id")).orElseThrow();
    }

    /** {@link Jid#REQUEST} when the master is to give one. */
    public Jid jid() {
        return Jid.of(fields.get("jid")).orElseThrow();
    }

    /** The tree the function returned; may be nil. */
    public Object returned() {
        return fields.get("return");
    }

    /** Empty text for a multi-function job, whose {@code fun} is a list. */
    public String fun() {
        return fields.get("fun") instanceof String fun ? fun : "";
    }

    public List<Object> funArgs() {
        return fields.get("fun_args") instanceof List<?> args ? Collections.unmodifiableList(args) : List.of();
    }

    /** 0 when absent; of a multi-function job the first that is not 0. */
    public long retcode() {
        Object retcode = fields.get("retcode");
        if (retcode instanceof Map<?, ?> each) {
            return each.values().stream()
                    .mapToLong(ReturnLoad::number)
                    .filter(code -> code != 0)
                    .findFirst()
                    .orElse(0);
        }
        return number(retcode);
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /** False only when it says so. */
    public boolean isSuccess() {
        return !Boolean.FALSE.equals(fields.get("success"));
    }

    public Optional<String> out() {
        return fields.get("out") instanceof String out ? Optional.of(out) : Optional.empty();
    }
}
