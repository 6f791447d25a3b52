package io.brine.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The {@code Accept} header: which of the types one has a client likes best. Source: CherryPy 18.8 lib/cptools.py accept. */
final class Accept {
    private record Range(String type, double quality) {}

    private final List<Range> ranges = new ArrayList<>();

    Accept(String header) {
        for (String part : header.split(",")) {
            String[] fields = part.split(";");
            String type = fields[0].strip().toLowerCase(Locale.ROOT);
            if (!type.isEmpty()) {
                ranges.add(new Range(type, quality(fields)));
            }
        }
    }

    private static double quality(String[] fields) {
        for (int at = 1; at < fields.length; at++) {
            String field = fields[at].strip();
            if (field.startsWith("q=")) {
                try {
                    return Double.parseDouble(field.substring(2));
                } catch (NumberFormatException noNumber) {
                    return 0;
                }
            }
        }
        return 1;
    }

    /** The first of the offered types that the best matching range allows; empty if none is wanted. */
    Optional<String> best(List<String> offered) {
        if (ranges.isEmpty()) {
            return Optional.of(offered.get(0));
        }
        return ranges.stream()
                .filter(range -> range.quality() > 0)
                .sorted((a, b) -> Double.compare(b.quality(), a.quality()))
                .flatMap(range -> offered.stream().filter(type -> allows(range.type(), type)))
                .findFirst();
    }

    /** Whether the type is named itself, not by a star. */
    boolean names(String type) {
        return ranges.stream()
                .anyMatch(range -> range.quality() > 0 && range.type().equals(type));
    }

    private static boolean allows(String range, String type) {
        return range.equals("*/*")
                || range.equals(type)
                || range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1));
    }
}
