package io.brine.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads words as Python's optparse does: options and other words in any order, {@code --} ends the options, long options may
 * be shortened while they stay unique, short ones may be run together, a value may follow directly, after {@code =} or as the
 * next word. The messages are optparse's.
 */
final class OptionReader {
    private final Synopsis synopsis;
    private final Map<String, Opt> byName = new LinkedHashMap<>();
    private final Map<String, Object> found = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();
    private final Deque<String> rest = new ArrayDeque<>();

    private OptionReader(Synopsis synopsis) {
        this.synopsis = synopsis;
        synopsis.options().forEach(option -> option.names().forEach(name -> byName.put(name, option)));
    }

    /** @throws ExitException with code 64 for what is no option, or lacks its value */
    static Given read(Synopsis synopsis, List<String> args) {
        OptionReader reader = new OptionReader(synopsis);
        reader.rest.addAll(args);
        return reader.read();
    }

    private Given read() {
        while (!rest.isEmpty()) {
            String word = rest.poll();
            if (word.equals("--")) {
                words.addAll(rest);
                rest.clear();
            } else if (word.startsWith("--")) {
                readLong(word);
            } else if (word.startsWith("-") && word.length() > 1) {
                readShort(word);
            } else {
                words.add(word);
            }
        }
        return new Given(found, List.copyOf(words));
    }

    private void readLong(String word) {
        int equals = word.indexOf('=');
        String name = completed(equals < 0 ? word : word.substring(0, equals));
        Opt option = byName.get(name);
        if (!option.takesValue()) {
            if (equals >= 0) {
                throw synopsis.error(name + " option does not take a value");
            }
            take(option, name, "");
        } else if (equals >= 0) {
            take(option, name, word.substring(equals + 1));
        } else {
            take(option, name, nextWord(name));
        }
    }

    private String completed(String typed) {
        if (byName.containsKey(typed)) {
            return typed;
        }
        TreeSet<String> possible = new TreeSet<>();
        byName.keySet().stream()
                .filter(name -> name.startsWith("--") && name.startsWith(typed))
                .forEach(possible::add);
        if (possible.size() == 1) {
            return possible.first();
        }
        throw possible.isEmpty()
                ? synopsis.error("no such option: " + typed)
                : synopsis.error("ambiguous option: " + typed + " (" + String.join(", ", possible) + "?)");
    }

    private void readShort(String word) {
        for (int i = 1; i < word.length(); i++) {
            String name = "-" + word.charAt(i);
            Opt option = byName.get(name);
            if (option == null) {
                throw synopsis.error("no such option: " + name);
            }
            if (option.takesValue()) {
                boolean attached = i + 1 < word.length();
                take(option, name, attached ? word.substring(i + 1) : nextWord(name));
                return;
            }
            take(option, name, "");
        }
    }

    private String nextWord(String name) {
        if (rest.isEmpty()) {
            throw synopsis.error(name + " option requires 1 argument");
        }
        return rest.poll();
    }

    private void take(Opt option, String name, String value) {
        found.put(
                option.key(),
                switch (option.kind()) {
                    case FLAG -> true;
                    case OFF -> false;
                    case TEXT -> value;
                    case WHOLE_NUMBER -> wholeNumber(name, value);
                    case LIST -> {
                        List<Object> values = new ArrayList<>();
                        if (found.get(option.key()) instanceof List<?> before) {
                            values.addAll(before);
                        }
                        values.add(value);
                        yield values;
                    }
                });
    }

    private Long wholeNumber(String name, String value) {
        try {
            return Long.decode(value.strip());
        } catch (NumberFormatException notANumber) {
            throw synopsis.error("option " + name + ": invalid integer value: '" + value + "'");
        }
    }
}
