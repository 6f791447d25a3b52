package io.brine.functions;

import io.brine.data.PyText;
import io.brine.data.Trees;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Arguments bound to parameters; every declared name has a value, possibly nil.
 *
 * @param varArgs what {@code *args} took
 * @param varKwargs what {@code **kwargs} took, the {@code __pub_} fields of the job included
 */
public record Arguments(Map<String, Object> named, List<Object> varArgs, Map<String, Object> varKwargs) {
    public Object value(String name) {
        return named.get(name);
    }

    public boolean isNil(String name) {
        return named.get(name) == null;
    }

    /** The value as text, as Python's {@code str()} would for scalars. @throws InvocationException if it is nil or not a scalar */
    public String text(String name) {
        Object value = named.get(name);
        if (value == null || value instanceof Map || value instanceof List || value instanceof byte[]) {
            throw new InvocationException(name + " must be text");
        }
        return PyText.str(value);
    }

    /** The value as text, empty if it is nil. @throws InvocationException if it is not a scalar */
    public Optional<String> optionalText(String name) {
        return isNil(name) ? Optional.empty() : Optional.of(text(name));
    }

    /** A whole number, also from text. @throws InvocationException if it is none */
    public long integer(String name) {
        return optionalInteger(name).orElseThrow(() -> new InvocationException(name + " must be an integer"));
    }

    /** A whole number, also from text, empty if it is nil. @throws InvocationException if it is something else */
    public Optional<Long> optionalInteger(String name) {
        Object value = named.get(name);
        boolean isExact = value instanceof Long || value instanceof Integer;
        return isExact
                ? Optional.of(((Number) value).longValue())
                : optionalNumber(name).map(Double::longValue);
    }

    /** A number, also from text, empty if it is nil. @throws InvocationException if it is something else */
    public Optional<Double> optionalNumber(String name) {
        Object value = named.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Number number) {
            return Optional.of(number.doubleValue());
        }
        try {
            return Optional.of(Double.valueOf(PyText.str(value).trim()));
        } catch (NumberFormatException e) {
            throw new InvocationException(name + " must be a number");
        }
    }

    /** Python's truth of the value, but the texts {@code false}, {@code no}, {@code off}, {@code none} and {@code 0} are false too. */
    public boolean flag(String name) {
        return isTrue(named.get(name));
    }

    /** As {@link #flag(String)}, empty if it is nil. */
    public Optional<Boolean> optionalFlag(String name) {
        return isNil(name) ? Optional.empty() : Optional.of(flag(name));
    }

    /** A list as it is; text is split at commas, another scalar is a list of one, nil is empty. */
    public List<Object> list(String name) {
        Object value = named.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(list);
        }
        if (value instanceof String text) {
            return text.isBlank() ? List.of() : List.of((Object[]) text.trim().split("\\s*,\\s*"));
        }
        return List.of(value);
    }

    /** As {@link #list(String)}, each as text. */
    public List<String> texts(String name) {
        return list(name).stream().map(PyText::str).collect(Collectors.toList());
    }

    /** A map with text keys, nil is empty. @throws InvocationException if it is something else */
    public Map<String, Object> map(String name) {
        Object value = named.get(name);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((key, each) -> fields.put(PyText.str(key), each));
            return fields;
        }
        throw new InvocationException(name + " must be a dictionary");
    }

    /** {@code **kwargs} without names that begin with two underscores. Source: 3006.0 salt/utils/args.py clean_kwargs */
    public Map<String, Object> cleanKwargs() {
        Map<String, Object> clean = new LinkedHashMap<>(varKwargs);
        clean.keySet().removeIf(key -> key.startsWith("__"));
        return clean;
    }

    static boolean isTrue(Object value) {
        if (value instanceof String text) {
            return !List.of("", "false", "no", "off", "none", "0")
                    .contains(text.trim().toLowerCase(Locale.ROOT));
        }
        return Trees.isTruthy(value);
    }
}
