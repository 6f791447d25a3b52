package io.brine.modules.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Reading the tables of {@code /proc}. */
final class ProcText {
    private ProcText() {}

    /** Words between white space; none for an empty line. */
    static List<String> words(String line) {
        String stripped = line.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }

    /** A whole number, else a number with fraction, else the text. Source: 3006.0 modules/status.py _number */
    static Object number(String text) {
        if (text.matches("\\d{1,18}")) {
            return Long.valueOf(text);
        }
        try {
            return text.matches("\\d+") ? (Object) new BigInteger(text) : Double.valueOf(text);
        } catch (NumberFormatException noNumber) {
            return text;
        }
    }

    static List<Object> numbers(List<String> texts) {
        List<Object> numbers = new ArrayList<>();
        texts.forEach(text -> numbers.add(number(text)));
        return numbers;
    }
}
