package io.brine.client;

import io.brine.client.ClientException.Kind;
import io.brine.data.PyText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of nodegroups replaced by what the master's configuration says they are, before the target travels: minions do not
 * know them. Source: 3006.0 salt/client/__init__.py _prep_pub, salt/utils/minions.py nodegroup_comp.
 */
final class Nodegroups {
    private final ClientSettings settings;

    Nodegroups(ClientSettings settings) {
        this.settings = settings;
    }

    /** @throws ClientException for a nodegroup that is not configured */
    Object resolved(Object tgt, String tgtType) {
        if ("nodegroup".equals(tgtType)) {
            return String.join(" ", expanded(PyText.str(tgt)));
        }
        if (!"compound".equals(tgtType)) {
            return tgt;
        }
        List<String> words = new ArrayList<>();
        for (String word : words(tgt)) {
            if (word.startsWith("N@") && word.length() > 2) {
                words.addAll(expanded(word.substring(2)));
            } else {
                words.add(word);
            }
        }
        return String.join(" ", words);
    }

    private static List<String> words(Object expression) {
        if (expression instanceof Collection<?> items) {
            return items.stream().map(PyText::str).toList();
        }
        String text = PyText.str(expression).strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }

    private List<String> expanded(String name) {
        if (!settings.nodegroups().containsKey(name)) {
            throw new ClientException(
                    Kind.INVOCATION,
                    "Node group " + name + " unavailable in "
                            + settings.master().configFile());
        }
        return expanded(name, new HashSet<>());
    }

    /** An unknown or recursive group inside another stands for nobody. */
    private List<String> expanded(String name, Set<String> open) {
        Object definition = settings.nodegroups().get(name);
        if (definition == null || !open.add(name)) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (String word : words(definition)) {
            if (word.startsWith("N@") && word.length() > 2) {
                words.addAll(expanded(word.substring(2), open));
            } else {
                words.add(word);
            }
        }
        open.remove(name);
        if (!words.isEmpty()) {
            words.add(0, "(");
            words.add(")");
        }
        return words;
    }
}
