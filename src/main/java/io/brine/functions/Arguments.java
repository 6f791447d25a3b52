package io.brine.functions;

import java.util.List;
import java.util.Map;

/** Arguments bound to parameters; every declared name has a value. */
public record Arguments(Map<String, Object> named, List<Object> varArgs, Map<String, Object> varKwargs) {
    public Object value(String name) {
        return named.get(name);
    }

    /** The value as text, as Python's {@code str()} would for scalars. @throws InvocationException if it is nil or not a scalar */
    public String text(String name) {
        Object value = named.get(name);
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value instanceof Boolean flag ? (flag ? "True" : "False") : value.toString();
        }
        throw new InvocationException(name + " must be text");
    }
}
