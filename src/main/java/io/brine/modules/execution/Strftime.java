package io.brine.modules.execution;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Times in the notation of {@code strftime(3)}, in the C locale. */
final class Strftime {
    private static final Map<Character, String> PATTERNS = Stream.of(
                    "a EEE",
                    "A EEEE",
                    "b MMM",
                    "B MMMM",
                    "h MMM",
                    "d dd",
                    "m MM",
                    "y yy",
                    "Y yyyy",
                    "H HH",
                    "I hh",
                    "M mm",
                    "S ss",
                    "p a",
                    "j DDD",
                    "f SSSSSS",
                    "z xx",
                    "Z zzz",
                    "F yyyy-MM-dd",
                    "T HH:mm:ss",
                    "D MM/dd/yy",
                    "x MM/dd/yy",
                    "X HH:mm:ss",
                    "R HH:mm",
                    "c EEE MMM ppd HH:mm:ss yyyy",
                    "e ppd")
            .collect(Collectors.toUnmodifiableMap(row -> row.charAt(0), row -> row.substring(2)));

    private Strftime() {}

    static String format(String format, ZonedDateTime time) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                text.append(c);
                continue;
            }
            i++;
            text.append(field(format.charAt(i), time));
        }
        return text.toString();
    }

    private static String field(char letter, ZonedDateTime time) {
        return switch (letter) {
            case '%' -> "%";
            case 'n' -> "\n";
            case 't' -> "\t";
            case 's' -> Long.toString(time.toEpochSecond());
            case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
            case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
            default ->
                PATTERNS.containsKey(letter)
                        ? DateTimeFormatter.ofPattern(PATTERNS.get(letter), Locale.US)
                                .format(time)
                        : "%" + letter;
        };
    }
}
