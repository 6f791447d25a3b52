package io.brine.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The words of {@code salt} that are no options: target, function, arguments; or functions and their lists of arguments.
 * Source: 3006.0 salt/utils/parsers.py SaltCMDOptionParser._mixin_after_parsed.
 *
 * @param tgt text, or a list of minion ids
 * @param fun text, or a list of functions
 */
record SaltWords(Object tgt, Object fun, List<Object> arg) {
    /** @throws ExitException with 42 if something is missing */
    static SaltWords of(Given given) {
        List<String> words = given.words();
        if (words.isEmpty()) {
            throw new ExitException(ExitCodes.INCOMPLETE, "\nCannot execute command without defining a target.\n\n");
        }
        Object tgt = given.flag("list") ? idList(words.get(0)) : words.get(0);
        if (words.size() < 2) {
            throw new ExitException(ExitCodes.INCOMPLETE, "\nIncomplete options passed.\n\n");
        }
        String noParse = given.text("no_parse").orElse("");
        List<String> rest = words.subList(2, words.size());
        if (!words.get(1).contains(",")) {
            return new SaltWords(tgt, words.get(1), TypedArguments.of(rest, noParse));
        }
        List<String> functions = Arrays.asList(words.get(1).split(",", -1));
        String separator = given.filled("args_separator").orElse(",");
        List<Object> arguments = new ArrayList<>();
        argumentLists(rest, separator, functions.size())
                .forEach(list -> arguments.add(TypedArguments.of(list, noParse)));
        return new SaltWords(tgt, new ArrayList<Object>(functions), arguments);
    }

    /** Ids of {@code -L}: by commas, else by blanks. */
    static List<Object> idList(String word) {
        String[] ids = word.contains(",")
                ? word.replace(" ", "").split(",", -1)
                : word.strip().split("\\s+");
        return new ArrayList<>(Arrays.asList(ids));
    }

    private static List<List<String>> argumentLists(List<String> words, String separator, int functions) {
        List<List<String>> lists = new ArrayList<>();
        lists.add(new ArrayList<>());
        if (Collections.frequency(words, separator) == functions - 1) {
            words.forEach(word -> {
                if (word.equals(separator)) {
                    lists.add(new ArrayList<>());
                } else {
                    lists.get(lists.size() - 1).add(word);
                }
            });
            return lists;
        }
        words.forEach(word -> addParts(word, separator, lists));
        if (functions > lists.size()) {
            throw incomplete("Cannot execute compound command without defining all arguments.\n");
        }
        if (functions < lists.size()) {
            throw incomplete("Cannot execute compound command with more arguments than commands.\n");
        }
        return lists;
    }

    /** The old way: the separator may stand inside a word. */
    private static void addParts(String word, String separator, List<List<String>> lists) {
        String[] parts = word.split(java.util.regex.Pattern.quote(separator), -1);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                lists.add(new ArrayList<>());
            }
            if (!parts[i].isEmpty()) {
                lists.get(lists.size() - 1).add(parts[i]);
            }
        }
    }

    private static ExitException incomplete(String message) {
        return new ExitException(ExitCodes.INCOMPLETE, message);
    }
}
