package io.brine.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** Python's {@code str()} and {@code repr()} of trees: what Salt prints, logs and matches against. */
public final class PyText {
    private PyText() {}

    /** {@code str(value)}: text as it is, everything else as {@link #repr} except times. */
    public static String str(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof LocalDateTime || value instanceof OffsetDateTime || value instanceof LocalDate) {
            return PyTime.str(value);
        }
        return repr(value);
    }

    /** {@code bytes.decode()}: the text if the bytes are UTF-8, empty where Python raises UnicodeDecodeError. */
    public static Optional<String> decoded(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    /** {@code repr(value)}: {@code None}, {@code True}, {@code 1.0}, {@code 'it'}, {@code b'\x00'}, {@code {'a': [1]}}. */
    public static String repr(Object value) {
        StringBuilder out = new StringBuilder();
        repr(value, out);
        return out.toString();
    }

    /** {@code repr()} of a float: the shortest digits that read back as the same number. */
    public static String repr(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(number);
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        return (number < 0 ? "-" : "")
                + (exponent < -4 || exponent >= 16 ? scientific(digits, exponent) : plain(shortest));
    }

    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        // Below the normal range fewer than 15 digits are significant, so the search has to start at one.
        for (int digits = Math.abs(number) < Double.MIN_NORMAL ? 1 : 15; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == number) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static String scientific(String digits, int exponent) {
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + power;
    }

    private static String plain(BigDecimal number) {
        String text = number.abs().toPlainString();
        return text.indexOf('.') < 0 ? text + ".0" : text;
    }

    private static void repr(Object value, StringBuilder out) {
        if (value == null) {
            out.append("None");
        } else if (value instanceof Boolean flag) {
            out.append(flag ? "True" : "False");
        } else if (value instanceof String text) {
            PyQuote.text(text, out);
        } else if (value instanceof Double || value instanceof Float) {
            out.append(repr(((Number) value).doubleValue()));
        } else if (value instanceof byte[] bytes) {
            PyQuote.bytes(bytes, out);
        } else if (value instanceof OrderedDict map) {
            ordered(map, out);
        } else if (value instanceof Map<?, ?> map) {
            map(map, out);
        } else if (value instanceof Set<?> set) {
            out.append(set.isEmpty() ? "set()" : joined(set, "{", "}"));
        } else if (value instanceof Tuple tuple) {
            out.append(joined(tuple, "(", tuple.size() == 1 ? ",)" : ")"));
        } else if (value instanceof List<?> items) {
            out.append(joined(items, "[", "]"));
        } else if (value instanceof LocalDateTime || value instanceof OffsetDateTime || value instanceof LocalDate) {
            out.append(PyTime.repr(value));
        } else {
            out.append(value);
        }
    }

    private static void map(Map<?, ?> map, StringBuilder out) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            repr(entry.getKey(), out);
            out.append(": ");
            repr(entry.getValue(), out);
            separator = ", ";
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private static void ordered(OrderedDict map, StringBuilder out) {
        StringJoiner pairs = new StringJoiner(", ", "[", "]");
        map.forEach((key, value) -> pairs.add("(" + repr(key) + ", " + repr(value) + ")"));
        out.append("OrderedDict(").append(map.isEmpty() ? "" : pairs).append(')');
    }

    private static String joined(Collection<?> items, String open, String close) {
        StringJoiner joiner = new StringJoiner(", ", open, close);
        items.forEach(item -> joiner.add(repr(item)));
        return joiner.toString();
    }
}
