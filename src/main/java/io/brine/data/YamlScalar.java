package io.brine.data;

import java.math.BigInteger;
import java.util.Base64;
import java.util.Locale;
import org.yaml.snakeyaml.nodes.Tag;

/** Values of scalars by their tag. Source: PyYAML constructor.py; 3006.0 utils/yamlloader.py construct_scalar. */
final class YamlScalar {
    private YamlScalar() {}

    /**
     * What Salt makes of one word of a command line or path: YAML's numbers, booleans and nil, else the word itself.
     * Nothing that begins a collection, a comment or a block is taken as YAML. Source: 3006.0 utils/args.py yamlify_arg.
     */
    static Object ofArgument(String word) {
        Tag tag = YamlResolver.plain(word);
        boolean typed = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) || tag.equals(Tag.BOOL) || tag.equals(Tag.NULL);
        return typed && !word.isEmpty() ? value(tag, word) : word;
    }

    /** @throws DataException with Python's words if the text is not of that type */
    static Object value(Tag tag, String text) {
        if (tag.equals(Tag.INT)) {
            return whole(saltOctal(text));
        }
        if (tag.equals(Tag.FLOAT)) {
            return floating(text);
        }
        if (tag.equals(Tag.BOOL)) {
            return flag(text);
        }
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        return tag.equals(Tag.BINARY) ? binary(text) : text;
    }

    /** Salt reads {@code 0644} as the number 644: file modes are written that way. */
    private static String saltOctal(String text) {
        if (!text.startsWith("0") || text.startsWith("0b") || text.startsWith("0x")) {
            return text;
        }
        String stripped = text.replaceFirst("^0+", "");
        return stripped.isEmpty() ? "0" : stripped;
    }

    private static Object whole(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        BigInteger value;
        if (digits.startsWith("0b")) {
            value = parse(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            value = parse(digits.substring(2), 16);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            value = parse(digits, 8);
        } else if (digits.indexOf(':') >= 0) {
            value = sexagesimal(digits);
        } else {
            value = parse(digits, 10);
        }
        BigInteger signed = negative ? value.negate() : value;
        if (signed.bitLength() < 64) {
            return signed.longValue();
        }
        return signed;
    }

    private static BigInteger sexagesimal(String digits) {
        BigInteger value = BigInteger.ZERO;
        for (String part : digits.split(":", -1)) {
            value = value.multiply(BigInteger.valueOf(60)).add(parse(part, 10));
        }
        return value;
    }

    private static BigInteger parse(String digits, int base) {
        try {
            return new BigInteger(digits, base);
        } catch (NumberFormatException wrong) {
            throw new YamlException(
                    YamlException.Kind.VALUE,
                    "invalid literal for int() with base " + base + ": " + PyText.repr(digits),
                    null);
        }
    }

    private static Object floating(String text) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        double sign = digits.startsWith("-") ? -1 : 1;
        if (digits.startsWith("-") || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        if (digits.equals(".inf")) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (digits.equals(".nan")) {
            return Double.NaN;
        }
        double value = 0;
        for (String part : digits.split(":", -1)) {
            value = value * 60 + number(part);
        }
        return sign * value;
    }

    private static double number(String text) {
        try {
            if (!text.isEmpty() && "0123456789.".indexOf(text.charAt(text.length() - 1)) >= 0) {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException wrong) {
            // falls through to Python's words
        }
        throw new YamlException(
                YamlException.Kind.VALUE, "could not convert string to float: " + PyText.repr(text), null);
    }

    private static Object flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> Boolean.TRUE;
            case "no", "false", "off" -> Boolean.FALSE;
            default ->
                throw new YamlException(YamlException.Kind.KEY, PyText.repr(text.toLowerCase(Locale.ROOT)), null);
        };
    }

    private static Object binary(String text) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException wrong) {
            throw new YamlException(
                    YamlException.Kind.CONSTRUCTOR, "failed to decode base64 data: Incorrect padding", null);
        }
    }
}
