package io.brine.target;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is put in place of a match, in the notation of Python's {@code re.sub}. */
final class PyReplacement {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(g<([^>]+)>|\\d{1,2}|.)", Pattern.DOTALL);

    private final String template;
    private final Map<String, String> groups;

    PyReplacement(String template, Map<String, String> groups) {
        this.template = template;
        this.groups = groups;
    }

    /** @throws IllegalArgumentException for a letter that is no escape and a group that does not exist */
    String expanded(Matcher match) {
        return ESCAPE.matcher(template)
                .replaceAll(escape -> Matcher.quoteReplacement(expanded(escape.group(1), escape.group(2), match)));
    }

    private String expanded(String escape, String group, Matcher match) {
        if (group != null || Character.isDigit(escape.charAt(0))) {
            return reference(group != null ? group : escape, match);
        }
        return switch (escape) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case "\\" -> "\\";
            default -> {
                if (Character.isLetter(escape.charAt(0))) {
                    throw new IllegalArgumentException("bad escape \\" + escape + " at position 0");
                }
                yield "\\" + escape;
            }
        };
    }

    private String reference(String reference, Matcher match) {
        try {
            String found = Character.isDigit(reference.charAt(0))
                    ? match.group(Integer.parseInt(reference))
                    : match.group(groups.getOrDefault(reference, reference));
            return Optional.ofNullable(found).orElse("");
        } catch (IndexOutOfBoundsException | IllegalArgumentException unknown) {
            throw new IllegalArgumentException("invalid group reference " + reference, unknown);
        }
    }
}
