package io.brine.data;

/** Quoted text and bytes as Python's {@code repr()} writes them. */
final class PyQuote {
    private PyQuote() {}

    static void text(String text, StringBuilder out) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        text.codePoints().forEach(point -> point(point, quote, out));
        out.append(quote);
    }

    static void bytes(byte[] bytes, StringBuilder out) {
        boolean single = false;
        boolean twin = false;
        for (byte b : bytes) {
            single |= b == '\'';
            twin |= b == '"';
        }
        char quote = single && !twin ? '"' : '\'';
        out.append('b').append(quote);
        for (byte b : bytes) {
            int point = b & 0xff;
            if (point >= 0x7f) {
                out.append(String.format("\\x%02x", point));
            } else {
                point(point, quote, out);
            }
        }
        out.append(quote);
    }

    private static void point(int point, char quote, StringBuilder out) {
        switch (point) {
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (point == quote) {
                    out.append('\\').append(quote);
                } else if (isPrintable(point)) {
                    out.appendCodePoint(point);
                } else {
                    out.append(
                            String.format(point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x", point));
                }
            }
        }
    }

    /** Python's {@code str.isprintable} of one character. */
    static boolean isPrintable(int point) {
        if (point < 0x7f) {
            return point >= 0x20;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
